import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { CleanResponse } from './clean-response.ts';

/**
 * Milliseconds that a refused client gets to read its answer. A connection closed at once, with bytes of the request
 * unread, is reset, and a reset takes the answer along.
 */
export const LINGER_MS = 1_000;

/** Writes an answer whole; the connection is kept as the headers say. */
export function sendAnswer(response: ServerResponse, answer: CleanResponse): void {
  writeHead(response, answer);
  response.end(answer.body);
}

/** Writes an answer to a request that was not read to its end, throws the rest of it away, and closes. */
export function sendAnswerAndClose(
  message: IncomingMessage,
  response: ServerResponse,
  answer: CleanResponse,
): void {
  response.shouldKeepAlive = false;
  writeHead(response, answer);
  response.flushHeaders();
  if (answer.body !== undefined) response.write(answer.body);
  if (message.complete) {
    response.end();
    return;
  }
  const timer = setTimeout(() => response.end(), LINGER_MS);
  message.once('close', () => {
    clearTimeout(timer);
    response.end();
  });
}

/** @returns the bytes of an answer on a connection where no request could be read */
export function formatAnswer({ status, headers, body = '' }: CleanResponse): string {
  const lines = headers.flatMap(([name, values]) => values.map((value) => `${name}: ${value}`));
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    ...lines,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    String(body),
  ].join('\r\n');
}

function writeHead(response: ServerResponse, { status, headers, body }: CleanResponse): void {
  response.statusCode = status;
  for (const [name, values] of headers) response.setHeader(name, [...values]);
  if (body !== undefined) response.setHeader('Content-Length', Buffer.byteLength(body));
}
