import type { HttpRequest } from './http-request.ts';
import { MAX_JSON_DEPTH } from './limits.ts';
import { HttpError } from './problem.ts';

/**
 * Reads a JSON body.
 * @throws HttpError 415 HTTP_NOT_JSON by its type, 415 HTTP_CONTENT_CODING when it is compressed, 413 and 400 of the
 *   body itself, 400 HTTP_JSON_MALFORMED, 400 HTTP_JSON_TOO_DEEP
 */
export function readJsonBody(request: HttpRequest): unknown {
  if (!isUtf8Json(request.header('content-type') ?? '')) {
    throw new HttpError(415, 'HTTP_NOT_JSON', 'The body must be application/json in UTF-8.');
  }
  const coding = request.header('content-encoding');
  if (coding && coding.toLowerCase() !== 'identity') {
    throw new HttpError(415, 'HTTP_CONTENT_CODING', 'The body must not be compressed.');
  }
  const text = request.text();
  if (isDeeperThan(text, MAX_JSON_DEPTH)) {
    throw new HttpError(
      400,
      'HTTP_JSON_TOO_DEEP',
      `The JSON is nested deeper than ${MAX_JSON_DEPTH}.`,
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the body, which must not reach a log line.
    throw new HttpError(400, 'HTTP_JSON_MALFORMED', 'The body is not JSON.');
  }
}

/** Parameters other than `charset` mean nothing to JSON (RFC 8259, section 11). */
function isUtf8Json(contentType: string): boolean {
  if (contentType === 'application/json') return true;
  const [type, ...parameters] = contentType.toLowerCase().split(';');
  return (
    type?.trim() === 'application/json' &&
    parameters.every((parameter) => {
      const [name, value = ''] = parameter.split('=');
      return name?.trim() !== 'charset' || /^"?utf-?8"?$/.test(value.trim());
    })
  );
}

const QUOTE = 34;
const BACKSLASH = 92;

/** Counts brackets outside strings, before anything walks the value. */
function isDeeperThan(json: string, limit: number): boolean {
  // Each level has a bracket that opens and one that closes: short bodies need no count.
  if (json.length <= 2 * limit) return false;
  let depth = 0;
  let inString = false;
  for (let index = 0; index < json.length; index++) {
    const unit = json.charCodeAt(index);
    if (inString) {
      if (unit === BACKSLASH) index++;
      else if (unit === QUOTE) inString = false;
    } else if (unit === QUOTE) inString = true;
    else if (unit === 0x5b || unit === 0x7b) {
      if (++depth > limit) return true;
    } else if (unit === 0x5d || unit === 0x7d) depth--;
  }
  return false;
}
