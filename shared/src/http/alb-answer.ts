import { type EncodedBody, fitsIn, putBody } from './answer-body.ts';
import { type CleanResponse, cleanResponse } from './clean-response.ts';
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

// Both without prototype: `__proto__` is a header name like any other.

function toLists(headers: CleanResponse['headers']): Record<string, string[]> {
  const lists: Record<string, string[]> = Object.create(null);
  for (const [name, values] of headers) lists[name] = [...values];
  return lists;
}

function toJoined(headers: CleanResponse['headers']): Record<string, string> {
  const joined: Record<string, string> = Object.create(null);
  for (const [name, [first = '', ...more]] of headers) {
    joined[name] = more.length === 0 ? first : [first, ...more].join(', ');
  }
  return joined;
}
