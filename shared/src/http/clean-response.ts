import type { HttpResponse } from './http-response.ts';
import { MAX_ANSWER_HEADER_LENGTH } from './limits.ts';
import { HttpError } from './problem.ts';

/** Never passed on. */
const LEFT_OUT = new Set([
  // Hop by hop: RFC 9110, section 7.6.1, and what undici and ALB treat as such.
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  // Framing: the front end writes these itself; a wrong one would cut or hang the answer.
  'content-length',
  'date',
]);
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** What {@link headerMap} makes inherits from it: with no prototype at all V8 would make a slower kind of object. */
const NO_FIELDS: object = Object.create(null);
/** Anything but a tab, visible characters and spaces of ASCII, and the rest of latin-1. */
const FORBIDDEN_IN_VALUE = /[^\t -~\u0080-\u00ff]/;

/** What a serialiser starts from: nothing in it is refused by a front end. */
export interface CleanResponse {
  readonly status: number;
  /** Repeated lines of a name in a list, which is never empty. */
  readonly headers: [name: string, value: string | readonly string[]][];
  /** Absent for HEAD, 204 and 304. */
  readonly body: string | Uint8Array | undefined;
}

/**
 * Holds an answer to what every front end takes: hop-by-hop and framing headers are left out, HEAD, 204 and 304
 * have no body.
 * @param method of the request
 * @throws HttpError 500 HTTP_ANSWER_TOO_LARGE above 32 KB of headers
 * @throws TypeError when the status is no integer from 200 to 599, or a header is not one (an answer of ours)
 */
export function cleanResponse(
  { status, headers, body }: HttpResponse,
  method: string,
): CleanResponse {
  refuseStrange(status, body);
  const bodiless = method === 'HEAD' || status === 204 || status === 304;
  return { status, headers: cleanHeaders(headers), body: bodiless ? undefined : body };
}

/** @returns an empty object for headers by their names, of which `__proto__` is one like any other */
export function headerMap<Value>(): Record<string, Value> {
  return Object.create(NO_FIELDS);
}

function refuseStrange(status: number, body: unknown): void {
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    throw new TypeError(`An answer has status ${status}, expected an integer from 200 to 599`);
  }
  if (body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array)) {
    throw new TypeError('An answer has a body that is neither text nor bytes');
  }
}

/** Those that are passed on, with all their lines. */
function cleanHeaders(headers: HttpResponse['headers']): CleanResponse['headers'] {
  const clean: CleanResponse['headers'] = [];
  let length = 0;
  for (const name in headers) {
    const sent = sentName(name);
    if (sent === undefined) continue;
    const value = headers[name];
    if (typeof value === 'string') length += lineLength(name, value);
    else if (value === undefined) throw notAHeader(name);
    else if (value.length === 0) continue;
    else for (const line of value) length += lineLength(name, line);
    clean.push([sent, value]);
  }
  if (length > MAX_ANSWER_HEADER_LENGTH) {
    throw new HttpError(500, 'HTTP_ANSWER_TOO_LARGE', 'The answer has more than 32 KB of headers.');
  }
  return clean;
}

/** @throws TypeError when HTTP does not allow the value */
function lineLength(name: string, value: unknown): number {
  if (typeof value !== 'string' || FORBIDDEN_IN_VALUE.test(value)) throw notAHeader(name);
  return name.length + value.length + 4;
}

/** @returns undefined for a header that is never passed on */
function sentName(name: string): string | undefined {
  // The one header of most answers; the way below would be a tenth of what a POST costs.
  if (name === 'Content-Type') return name;
  const lower = name.toLowerCase();
  if (LEFT_OUT.has(lower)) return undefined;
  if (!TOKEN.test(name)) throw notAHeader(name);
  // serverless-offline ends its whole process at a lower-case content-type; to HTTP the case is nothing.
  return lower === 'content-type' ? 'Content-Type' : name;
}

function notAHeader(name: string): TypeError {
  return new TypeError(`An answer has a header ${JSON.stringify(name)} that HTTP does not allow`);
}
