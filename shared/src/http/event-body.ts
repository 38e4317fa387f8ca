import { isUtf8 } from 'node:buffer';
import { MAX_REQUEST_BODY_BYTES } from './limits.ts';
import { HttpError } from './problem.ts';

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * The bytes of an event's body.
 * @param body what stands in the event: a string, null, or anything at all
 * @throws HttpError 400 HTTP_BODY_MALFORMED, 413 HTTP_BODY_TOO_LARGE
 */
export function readBytes(body: unknown, isBase64Encoded: unknown): Uint8Array {
  const text = requireString(body);
  if (isBase64Encoded === true) return decodeBase64(text);
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length > MAX_REQUEST_BODY_BYTES) throw bodyTooLarge();
  return bytes;
}

/**
 * The text of an event's body.
 * @throws HttpError 400 HTTP_BODY_MALFORMED (base64 or UTF-8), 413 HTTP_BODY_TOO_LARGE
 */
export function readText(body: unknown, isBase64Encoded: unknown): string {
  const text = requireString(body);
  if (isBase64Encoded === true) return decodeText(decodeBase64(text));
  // A UTF-16 unit is at most three bytes of UTF-8: short bodies need no count.
  if (
    text.length * 3 > MAX_REQUEST_BODY_BYTES &&
    Buffer.byteLength(text) > MAX_REQUEST_BODY_BYTES
  ) {
    throw bodyTooLarge();
  }
  if (!text.isWellFormed()) throw malformed('The body is not UTF-8.');
  return text;
}

/** @throws HttpError 400 HTTP_BODY_MALFORMED when the bytes are not UTF-8 */
export function decodeText(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw malformed('The body is not UTF-8.');
  return bytes.toString();
}

/** The refusal of a body above the limit. */
export function bodyTooLarge(): HttpError {
  return new HttpError(
    413,
    'HTTP_BODY_TOO_LARGE',
    `The body is larger than ${MAX_REQUEST_BODY_BYTES} bytes.`,
  );
}

function requireString(body: unknown): string {
  if (typeof body === 'string') return body;
  if (body === null || body === undefined) return '';
  throw malformed('The body is not text.');
}

function decodeBase64(text: string): Buffer {
  if (text.length > (MAX_REQUEST_BODY_BYTES / 3) * 4 + 4) throw bodyTooLarge();
  // Buffer.from skips what is not base64, and a client's mistake would pass as other bytes.
  if (text.length % 4 !== 0 || !BASE64.test(text)) throw malformed('The body is not base64.');
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length > MAX_REQUEST_BODY_BYTES) throw bodyTooLarge();
  return bytes;
}

function malformed(detail: string): HttpError {
  return new HttpError(400, 'HTTP_BODY_MALFORMED', detail);
}
