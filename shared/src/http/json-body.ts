import type { HttpRequest } from './http-request.ts';
import { MAX_JSON_DEPTH } from './limits.ts';
import { HttpError } from './problem.ts';

const JSON_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?;?\s*$/i;

/**
 * Reads a JSON body.
 * @throws HttpError 415 HTTP_NOT_JSON by content type or coding, 413 and 400 of the body itself,
 *   400 HTTP_JSON_MALFORMED, 400 HTTP_JSON_TOO_DEEP
 */
export function readJsonBody(request: HttpRequest): unknown {
  if (!JSON_TYPE.test(request.header('content-type') ?? '')) {
    throw new HttpError(415, 'HTTP_NOT_JSON', 'The body must be application/json in UTF-8.');
  }
  const coding = request.header('content-encoding') ?? 'identity';
  if (coding.toLowerCase() !== 'identity') {
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

const QUOTE = 34;
const BACKSLASH = 92;

/** Counts brackets outside strings, before anything walks the value. */
function isDeeperThan(json: string, limit: number): boolean {
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
