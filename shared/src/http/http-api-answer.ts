import { type EncodedBody, fitsIn, putBody } from './answer-body.ts';
import { cleanResponse, headerMap } from './clean-response.ts';
import type { HttpResponse } from './http-response.ts';
import { MAX_LAMBDA_ANSWER_BYTES } from './limits.ts';
import { HttpError } from './problem.ts';

/** What an HTTP API takes of a function in payload format 2.0; `set-cookie` travels in a field of its own. */
export interface HttpApiAnswer extends EncodedBody {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly cookies?: string[];
}

/**
 * @param method of the request
 * @throws HttpError 500 HTTP_ANSWER_TOO_LARGE above Lambda's 6 MB
 * @throws TypeError when the answer is none
 */
export function toHttpApiAnswer(response: HttpResponse, method: string): HttpApiAnswer {
  const clean = cleanResponse(response, method);
  const headers = headerMap<string>();
  const cookies: string[] = [];
  for (const [name, value] of clean.headers) {
    const lines = [value].flat();
    if (name.toLowerCase() === 'set-cookie') cookies.push(...lines);
    else headers[name] = lines.join(', ');
  }
  const answer: HttpApiAnswer = {
    statusCode: clean.status,
    headers,
    ...(cookies.length > 0 && { cookies }),
    isBase64Encoded: false,
  };
  putBody(answer, clean.body);
  if (!fitsIn(answer, MAX_LAMBDA_ANSWER_BYTES)) {
    throw new HttpError(500, 'HTTP_ANSWER_TOO_LARGE', 'The answer is larger than 6 MB.');
  }
  return answer;
}
