import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Script } from './scripted-server.ts';

const item = (id: string, note = 'x') => JSON.stringify({ id, count: 1, note });
const head = (fields: string, status = '200 OK', type = 'application/json') =>
  `HTTP/1.1 ${status}\r\ncontent-type: ${type}\r\n${fields}\r\n\r\n`;
const whole = (body: string, status?: string, type?: string) =>
  head(`content-length: ${Buffer.byteLength(body)}`, status, type) + body;
const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
const chunked = 'transfer-encoding: chunked';
const say = (text: string) => (socket: Socket) => void socket.write(text);
const sayAndEnd = (text: string) => (socket: Socket) => void socket.end(text);
const turn = () => new Promise((resolve) => setTimeout(resolve, 5));
/** Writes, lets the bytes go out, and resets the connection. */
const sayAndReset = (text: string) => async (socket: Socket) => {
  if (text !== '') socket.write(text);
  await turn();
  if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
};

/** What an upstream may do with a request, by the id asked for; the id stands in the item that it answers. */
export const upstreamScripts: Readonly<Record<string, Script>> = {
  PLAIN: say(whole(item('PLAIN'))),
  CHUNKED: async (socket) => {
    const [start, ...rest] = item('CHUNKED', 'in pieces').match(/.{1,15}/g) ?? [];
    socket.write(head(`${chunked}\r\ntrailer: x-end`) + chunk(start ?? ''));
    for (const piece of rest) {
      await turn();
      socket.write(chunk(piece));
    }
    socket.write('0\r\nx-end: 1\r\n\r\n');
  },
  'BYTE-BY-BYTE': async (socket) => {
    for (const byte of whole(item('BYTE-BY-BYTE'))) {
      socket.write(byte);
      await new Promise(setImmediate);
    }
  },
  LARGE: say(whole(item('LARGE', 'x'.repeat(900_000)))),
  'UNTIL-END': sayAndEnd(head('connection: close') + item('UNTIL-END')),
  CLOSE: sayAndEnd(
    head(`connection: close\r\ncontent-length: ${item('CLOSE').length}`) + item('CLOSE'),
  ),
  'EARLY-HINTS': say(`HTTP/1.1 103 Early Hints\r\nlink: <x>\r\n\r\n${whole(item('EARLY-HINTS'))}`),
  PROCESSING: say(`HTTP/1.1 102 Processing\r\n\r\n${whole(item('PROCESSING'))}`),
  CONTINUE: say(`HTTP/1.1 100 Continue\r\n\r\n${whole(item('CONTINUE'))}`),
  'OLD-HTTP': sayAndEnd(whole(item('OLD-HTTP')).replace('HTTP/1.1', 'HTTP/1.0')),
  'NO-CONTENT': say('HTTP/1.1 204 No Content\r\n\r\n'),
  REDIRECT: say(whole('{}', '302 Found\r\nlocation: http://127.0.0.1:1/')),
  UNKNOWN: say(whole('{"status":404,"code":"ITEM_UNKNOWN"}', '404 x', 'application/problem+json')),
  REFUSED: say(whole('{}', '403 Forbidden')),
  FAILED: say(whole('{}', '502 Bad Gateway')),
  BUSY: say(whole('{}', '503 Service Unavailable')),
  LATE: say(whole('{}', '504 Gateway Timeout')),
  'NOT-JSON': say(whole('<html>')),
  OVERSIZED: say(whole('x'.repeat(1_000_001))),
  'OVERSIZED-CHUNKED': say(head(chunked) + chunk('x'.repeat(1_000_001))),
  'LONG-HEADERS': say(
    whole('{}').replace('content-length', `x: ${'x'.repeat(20_000)}\r\ncontent-length`),
  ),
  'RESET-AT-ONCE': sayAndReset(''),
  'RESET-IN-HEADERS': sayAndReset('HTTP/1.1 200 OK\r\ncontent-le'),
  'RESET-AFTER-HEADERS': sayAndReset(head('content-length: 50')),
  'RESET-IN-BODY': sayAndReset(`${head('content-length: 50')}{"id":`),
  'RESET-IN-CHUNK': sayAndReset(`${head(chunked)}20\r\n{"id"`),
  'CUT-BODY': sayAndEnd(`${head('content-length: 50')}{"id":`),
  'CUT-CHUNK': sayAndEnd(head(chunked) + chunk('{"id":')),
  'END-AT-ONCE': sayAndEnd(''),
  'NOT-HTTP': say('SSH-2.0-x\r\n\r\n'),
  'BAD-LENGTH': say(`${head('content-length: x')}{}`),
  'TWO-LENGTHS': say(`${head('content-length: 2\r\ncontent-length: 3')}{}`),
  'LENGTH-AND-CHUNKS': say(head(`content-length: 2\r\n${chunked}`) + chunk('{}')),
  'BAD-CHUNK': say(`${head(chunked)}zz\r\n{}\r\n`),
  UPGRADE: say('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
};

/** Those that end by a time limit of the caller alone. */
export const slowScripts: Readonly<Record<string, Script>> = {
  HANG: () => {},
  'HANG-IN-BODY': say(`${head('content-length: 50')}{"id":`),
  DRIP: async (socket) => {
    socket.write(head('content-length: 1000'));
    while (!socket.destroyed) {
      socket.write('x');
      await turn();
    }
  },
};
