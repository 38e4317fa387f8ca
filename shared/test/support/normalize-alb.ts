import { AlbRequest, isAlbEvent } from '../../src/http/alb-request.ts';
import { type NormalizedRequest, normalizeRequest } from './normalize-request.ts';

/** What the ALB reader makes of an event, for the conformance kit. */
export function normalize(event: unknown): NormalizedRequest {
  return isAlbEvent(event) ? normalizeRequest(new AlbRequest(event)) : {};
}
