import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { CleanResponse } from '../http/clean-response.ts';

/**
 * Milliseconds that a refused client gets to read its answer. A connection closed at once, with bytes of the request
 * unread, is reset, and a reset takes the answer along.
 */
export const LINGER_MS = 1_000;

/** Writes an answer whole; the connection is kept as the headers say. */
export function sendAnswer(response: ServerResponse, answer: CleanResponse): void {
  response.end(writeHead(response, answer));
}

/** Writes an answer to a request that was not read to its end, throws the rest of it away, and closes. */
export function sendAnswerAndClose(
  message: IncomingMessage,
  response: ServerResponse,
  answer: CleanResponse,
): void {
  response.shouldKeepAlive = false;
  message.resume();
  const body = writeHead(response, answer);
  if (message.complete || body === undefined) {
    response.end(body);
    return;
  }
  response.write(body);
  const timer = setTimeout(() => response.end(), LINGER_MS);
  message.once('close', () => {
    clearTimeout(timer);
    response.end();
  });
}

/** @returns the bytes of an answer on a connection where no request could be read */
export function formatAnswer({ status, headers, body = '' }: CleanResponse): string {
  const lines = headers.flatMap(([name, value]) =>
    [value].flat().map((line) => `${name}: ${line}`),
  );
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    ...lines,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    String(body),
  ].join('\r\n');
}

/** @returns the body as bytes: before text Node would write the headers in UTF-8, too, and they are Latin-1 */
function writeHead(
  response: ServerResponse,
  { status, headers, body }: CleanResponse,
): Buffer | undefined {
  response.statusCode = status;
  for (const [name, value] of headers) response.setHeader(name, value);
  if (body === undefined) return undefined;
  const bytes = Buffer.from(body);
  response.setHeader('Content-Length', bytes.length);
  return bytes;
}
