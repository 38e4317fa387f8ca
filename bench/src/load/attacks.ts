import { setTimeout as sleep } from 'node:timers/promises';
import { RawConnection } from '../../../shared/test/support/raw-connection.ts';

const CHUNKED = 'Host: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
const MEGABYTE = 1_000_000;
const ITEM_REQUEST = 'GET /items/ITEM-1 HTTP/1.1\r\nHost: a\r\n\r\n';
const headOf = (length: number) =>
  `POST /items HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;
const byteByByte = `${'1\r\nx\r\n'.repeat(990_000)}0\r\n\r\n`;

interface Attack {
  readonly connections: number;
  readonly bytes: () => string;
}

/** What each attacking connection sends; it never reads on purpose, and stays until it is thrown out. */
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
};

/** @returns once all was sent, and a while after; ends the connections */
export async function attack(port: number, { connections, bytes }: Attack): Promise<void> {
  const sent = Buffer.from(bytes());
  const open = Array.from({ length: connections }, async () => {
    const connection = await RawConnection.open(port);
    connection.send(sent);
    return connection;
  });
  const opened = await Promise.allSettled(open);
  await sleep(2_000);
  for (const one of opened) if (one.status === 'fulfilled') one.value.reset();
}
