import { type EncodedBody, fitsIn, putBody } from './answer-body.ts';
import { type CleanResponse, cleanResponse, headerMap } from './clean-response.ts';
import type { HttpResponse } from './http-response.ts';
import { MAX_ALB_ANSWER_BYTES } from './limits.ts';
import { HttpError } from './problem.ts';

/**
 * What an ALB takes of a Lambda target: integer status, string body, no null, and the header form of the event.
 * Anything else is a bare 502 to the client.
 */
export interface AlbAnswer extends EncodedBody {
  readonly statusCode: number;
  readonly headers?: Record<string, string>;
  readonly multiValueHeaders?: Record<string, string[]>;
}

/**
 * @param method of the request
 * @param multiValue the event's header form; in the other one an ALB would drop the headers
 * @throws HttpError 500 HTTP_ANSWER_TOO_LARGE above 1 MB of JSON
 * @throws TypeError when the answer is none
 */
export function toAlbAnswer(
  response: HttpResponse,
  method: string,
  multiValue: boolean,
): AlbAnswer {
  const { status, headers, body } = cleanResponse(response, method);
  const answer: AlbAnswer = multiValue
    ? { statusCode: status, multiValueHeaders: toLists(headers), isBase64Encoded: false }
    : { statusCode: status, headers: toJoined(headers), isBase64Encoded: false };
  putBody(answer, body);
  if (!fitsIn(answer, MAX_ALB_ANSWER_BYTES)) {
    throw new HttpError(500, 'HTTP_ANSWER_TOO_LARGE', 'The answer is larger than 1 MB.');
  }
  return answer;
}

function toLists(headers: CleanResponse['headers']): Record<string, string[]> {
  const lists = headerMap<string[]>();
  for (const [name, value] of headers) lists[name] = [value].flat();
  return lists;
}

function toJoined(headers: CleanResponse['headers']): Record<string, string> {
  const joined = headerMap<string>();
  for (const [name, value] of headers) {
    if (typeof value === 'string') joined[name] = value;
    else if (name.toLowerCase() !== 'set-cookie') joined[name] = value.join(', ');
    // The one header that cannot be joined (RFC 9110, section 5.3).
    else for (const [index, cookie] of value.entries()) joined[spelling(name, index)] = cookie;
  }
  return joined;
}

/** A name in its n-th mixture of small and capital letters: another key to the map, the same header to HTTP. */
function spelling(name: string, n: number): string {
  let place = 0;
  return name
    .toLowerCase()
    .replace(/[a-z]/g, (letter) => ((n >> place++) & 1 ? letter.toUpperCase() : letter));
}
