import type { IncomingMessage } from 'node:http';
import { MAX_REQUEST_HEADER_BYTES, MAX_REQUEST_HEADERS } from '../http/limits.ts';
import { HttpError } from '../http/problem.ts';

/** What RFC 3986, sections 3.2.2 and 3.2.3, lets a host and its port be made of; both may be empty. */
const HOST = /^(\[[\w.~!$&'()*+,;=:-]+\]|[\w.~!$&'()*+,;=%-]*)(:\d*)?$/;

const VERSION = /^1\.[01]$/;

/** @returns why a request is not HTTP, or more of it than the server takes; undefined when it can be served */
export function refusalOf({ rawHeaders, httpVersion }: IncomingMessage): HttpError | undefined {
  if (hasTooManyLines(rawHeaders)) return headersTooLarge();
  // Node takes 0.9 and 2.0 in the first line, too, and reads what follows as 1.1.
  if (!VERSION.test(httpVersion)) return malformed('The request is neither HTTP/1.0 nor HTTP/1.1.');
  const codings = valuesOf(rawHeaders, 'transfer-encoding');
  // RFC 9112, section 6.1: an older client cannot have meant it, and a proxy before us may have read it otherwise.
  if (codings.length > 0 && httpVersion !== '1.1') {
    return malformed('Only HTTP/1.1 has a Transfer-Encoding.');
  }
  // Node takes off the last coding, and leaves the body in the others.
  if (codings.some((coding) => coding.toLowerCase() !== 'chunked')) {
    return new HttpError(501, 'HTTP_TRANSFER_CODING', 'The only transfer coding is chunked.');
  }
  const hosts = valuesOf(rawHeaders, 'host');
  // RFC 9112, section 3.2: exactly one line in HTTP/1.1, at most one before.
  const isMissing = hosts.length === 0 && httpVersion === '1.1';
  if (isMissing || hosts.length > 1 || !hosts.every((host) => HOST.test(host))) {
    return malformed('The request needs one Host header with the name of a host.');
  }
  // An older client cannot have meant it (RFC 9110, section 10.1.1).
  if (httpVersion === '1.1' && !valuesOf(rawHeaders, 'expect').every(isContinue)) {
    return new HttpError(417, 'HTTP_EXPECTATION', 'The only expectation is 100-continue.');
  }
  return undefined;
}

/** @returns why a request cannot be served whose body has come to its end; undefined when it can, or is not there yet */
export function refusalOfTrailers({ rawTrailers }: IncomingMessage): HttpError | undefined {
  return hasTooManyLines(rawTrailers) ? headersTooLarge() : undefined;
}

/** @param rawLines a name and a value for each */
function hasTooManyLines(rawLines: readonly string[]): boolean {
  return rawLines.length > MAX_REQUEST_HEADERS * 2;
}

/** Is it a list of nothing but `100-continue`? An empty one expects nothing. */
function isContinue(list: string): boolean {
  return list.split(',').every((member) => /^\s*(100-continue)?\s*$/i.test(member));
}

/**
 * Does Node's parser take it that the client speaks something else from here on? It reads `Proxy-Connection` as
 * `Connection`, and does so in HTTP/1.0, too.
 */
export function asksForUpgrade({ rawHeaders }: IncomingMessage): boolean {
  const names = ['connection', 'proxy-connection'];
  return (
    valuesOf(rawHeaders, 'upgrade').length > 0 &&
    names.some((name) => valuesOf(rawHeaders, name).some((value) => /upgrade/i.test(value)))
  );
}

/** Of the raw lines: Node's map of headers keeps the first of them and drops the others. */
function valuesOf(rawHeaders: readonly string[], name: string): string[] {
  return rawHeaders.filter(
    (_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name,
  );
}

/** @returns what the client did wrong; undefined when the connection broke */
export function refusalOfError(error: Error): HttpError | undefined {
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'HPE_HEADER_OVERFLOW') return headersTooLarge();
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return tooSlow();
  return code.startsWith('HPE_') ? malformed('The request is not HTTP.') : undefined;
}

/** One answer for both: Node 24 says of too many lines what it says of too many bytes, Node 20 drops them. */
function headersTooLarge(): HttpError {
  const detail = `The request has more than ${MAX_REQUEST_HEADER_BYTES} bytes or ${MAX_REQUEST_HEADERS} lines of headers or trailers.`;
  return new HttpError(431, 'HTTP_HEADERS_TOO_LARGE', detail);
}

export function malformed(detail: string): HttpError {
  return new HttpError(400, 'HTTP_REQUEST_MALFORMED', detail);
}

export function tooSlow(): HttpError {
  return new HttpError(408, 'HTTP_REQUEST_TIMEOUT', 'The request did not come in time.');
}

export function tooManyAtOnce(): HttpError {
  const detail = 'The connection has too many requests waiting for their answers.';
  return new HttpError(429, 'HTTP_TOO_MANY_REQUESTS', detail);
}

export function busy(): HttpError {
  return new HttpError(503, 'HTTP_BUSY', 'Too much is coming in at once.', {
    headers: { 'Retry-After': '1' },
  });
}

/** No call to come again: the request has been carried out. */
export function noRoomForAnswer(): HttpError {
  const detail = 'The request was carried out, but there is no room for its answer.';
  return new HttpError(500, 'HTTP_ANSWER_DROPPED', detail);
}
