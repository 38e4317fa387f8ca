import { MAX_ANSWER_HEADER_LENGTH } from './limits.ts';

export interface EncodedBody {
  readonly body?: string;
  readonly isBase64Encoded: boolean;
}

/** @returns the body as Lambda's JSON carries it: text as it is, bytes in base64 */
export function encodeBody(body: string | Uint8Array | undefined): EncodedBody {
  if (body === undefined) return { isBase64Encoded: false };
  if (typeof body === 'string') return { body, isBase64Encoded: false };
  return { body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
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
