import { setTimeout as sleep } from 'node:timers/promises';
import { blanks } from '../../../services/ecs-caller/test/support/raw-requests.ts';
import { ITEM } from '../../../shared/test/support/items/item-routes.ts';
import { RawConnection } from '../../../shared/test/support/raw-connection.ts';
import type { LoadUpstream } from './upstream.ts';

const CHUNKED = 'Host: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
const MEGABYTE = 1_000_000;
const ITEM_REQUEST = 'GET /items/ITEM-1 HTTP/1.1\r\nHost: a\r\n\r\n';
const headOf = (length: number) =>
  `POST /items HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;
const ITEM_POST = headOf(ITEM.length) + ITEM;
const manyHeaders = Array.from({ length: 190 }, (_, at) => `X-${at}: ${'x'.repeat(150)}\r\n`);
const GOOD_HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
const byteByByte = `${'1\r\nx\r\n'.repeat(990_000)}0\r\n\r\n`;

interface Attack {
  readonly connections: number;
  readonly bytes: () => string;
  /** Takes no answer at all. */
  readonly isDeaf?: boolean;
  /** Resets each connection when everything was sent, and comes again, so long as the attack lasts. */
  readonly isReset?: boolean;
  /** What the protected API says to every call; nothing, when left out. */
  readonly answer?: () => string;
}

/** What each attacking connection sends; it stays until it is thrown out. */
export const attacks: Readonly<Record<string, Attack>> = {
  'a body of 990,000 bytes in chunks of one byte': {
    connections: 2,
    bytes: () => `POST /items HTTP/1.1\r\n${CHUNKED}${byteByByte}`,
  },
  'the same to a path that there is not': {
    connections: 2,
    bytes: () => `POST /nothing HTTP/1.1\r\n${CHUNKED}${byteByByte}`,
  },
  'bodies of 1 MB held back at the last byte': {
    connections: 700,
    bytes: () => headOf(MEGABYTE) + ' '.repeat(MEGABYTE - 1),
  },
  'bodies of 10 bytes held back': { connections: 1_000, bytes: () => `${headOf(10)}{"id"` },
  '600 requests at once on one connection': {
    connections: 1,
    bytes: () => ITEM_REQUEST.repeat(600),
  },
  '1,300 requests at once on each connection': {
    connections: 800,
    bytes: () => ITEM_REQUEST.repeat(1_300),
  },
  'headers without an end': { connections: 1_000, bytes: () => 'GET / HTTP/1.1\r\nX: ' },
  'connections that say nothing': { connections: 1_000, bytes: () => '' },
  '15 requests of 190 headers at once on each connection': {
    connections: 200,
    bytes: () => ITEM_REQUEST.replace('\r\n\r\n', `\r\n${manyHeaders.join('')}\r\n`).repeat(15),
  },
  'answers of 15 KB that wait behind a call': {
    connections: 1_000,
    bytes: () => ITEM_REQUEST + blanks(15_000).repeat(15),
  },
  'answers of 8 MB that nobody takes': {
    connections: 200,
    bytes: () => blanks(8_000_000).repeat(2),
    isDeaf: true,
  },
  'answers of 15 KB that nobody takes': {
    connections: 1_000,
    bytes: () => blanks(15_000).repeat(16),
    isDeaf: true,
  },
  'a request and a reset, again and again': {
    connections: 200,
    bytes: () => ITEM_POST,
    isReset: true,
  },
  'a request, a body of 900,000 bytes behind it, and a reset, again and again': {
    connections: 40,
    bytes: () => ITEM_REQUEST + headOf(900_000) + ITEM.padEnd(900_000),
    isReset: true,
  },
  'answers of the protected API in chunks of one byte': {
    connections: 20,
    bytes: () => ITEM_POST,
    answer: () => `${GOOD_HEAD}Transfer-Encoding: chunked\r\n\r\n${byteByByte}`,
  },
  'answers of the protected API held back at the last byte': {
    connections: 300,
    bytes: () => ITEM_POST,
    answer: () => `${GOOD_HEAD}Content-Length: ${MEGABYTE}\r\n\r\n${' '.repeat(MEGABYTE - 1)}`,
  },
};

const ATTACK_MS = 2_000;

/**
 * Sends everything, waits a while, and ends the connections.
 * @returns how many connections it asked for, and how many it got
 * @throws Error when it got none: nothing was attacked
 */
export async function attack(
  port: number,
  upstream: LoadUpstream,
  { connections, bytes, isDeaf = false, isReset = false, answer }: Attack,
): Promise<{ attempted: number; opened: number }> {
  let attempted = 0;
  let opened = 0;
  const openOne = async () => {
    attempted++;
    const connection = await RawConnection.open(port, isDeaf ? 'deaf' : undefined);
    opened++;
    return connection;
  };
  const sent = Buffer.from(bytes());
  upstream.hostileAnswer = answer?.();
  const endsAt = Date.now() + ATTACK_MS;
  const open = Array.from({ length: connections }, async () => {
    let connection = await openOne();
    connection.send(sent);
    while (isReset && Date.now() < endsAt) {
      await connection.flushed();
      connection.reset();
      connection = await openOne();
      connection.send(sent);
    }
    return connection;
  });
  const ends = await Promise.allSettled(open);
  await sleep(ATTACK_MS);
  for (const end of ends) if (end.status === 'fulfilled') end.value.reset();
  upstream.hostileAnswer = undefined;
  if (opened === 0) throw new Error(`none of ${attempted} connections of an attack was opened`);
  return { attempted, opened };
}
