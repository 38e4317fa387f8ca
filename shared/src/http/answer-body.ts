import { MAX_ANSWER_HEADER_LENGTH } from './limits.ts';

/** How Lambda's JSON carries a body: text as it is, bytes in base64. */
export interface EncodedBody {
  body?: string;
  isBase64Encoded: boolean;
}

/** Writes a body into an answer; without one the answer has no such field. */
export function putBody(answer: EncodedBody, body: string | Uint8Array | undefined): void {
  if (typeof body === 'string') {
    answer.body = body;
  } else if (body) {
    answer.body = Buffer.from(body).toString('base64');
    answer.isBase64Encoded = true;
  }
}

/**
 * @param answer whole answer, of which all but the body is small
 * @returns whether its JSON has at most `limit` bytes
 */
export function fitsIn(answer: EncodedBody, limit: number): boolean {
  // One UTF-16 unit is at most six bytes of JSON (an escape), one of a header (latin-1) two; the rest is small.
  const units = answer.body?.length ?? 0;
  if (units * 6 + MAX_ANSWER_HEADER_LENGTH * 2 + 10_000 <= limit) return true;
  return Buffer.byteLength(JSON.stringify(answer)) <= limit;
}
