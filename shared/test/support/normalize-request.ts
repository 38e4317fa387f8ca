import type { HttpRequest } from '../../src/http/http-request.ts';
import { HttpError } from '../../src/http/problem.ts';

/** Empty for an event that is no request; without body when that is refused, without address when there is none. */
export interface NormalizedRequest {
  readonly method?: string;
  readonly path?: string;
  readonly query?: [key: string, value: string][];
  readonly headers?: Record<string, string[]>;
  readonly cookies?: string[];
  readonly body?: Uint8Array;
  readonly clientIp?: string;
}

/** Everything that a request can be asked for, asked for at once. */
export function normalizeRequest(request: HttpRequest): NormalizedRequest {
  return {
    method: request.method,
    path: request.path,
    query: request.query(),
    headers: request.headers(),
    cookies: request.cookies(),
    ...(request.clientIp !== null && { clientIp: request.clientIp }),
    ...readBody(request),
  };
}

function readBody(request: HttpRequest): { body?: Uint8Array } {
  try {
    return { body: request.bytes() };
  } catch (error) {
    if (error instanceof HttpError) return {};
    throw error;
  }
}
