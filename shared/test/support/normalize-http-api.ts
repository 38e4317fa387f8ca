import { HttpApiRequest, isHttpApiEvent } from '../../src/http/http-api-request.ts';
import { type NormalizedRequest, normalizeRequest } from './normalize-request.ts';

/** What the HTTP API reader makes of an event, for the conformance kit. */
export function normalize(event: unknown): NormalizedRequest {
  return isHttpApiEvent(event) ? normalizeRequest(new HttpApiRequest(event)) : {};
}
