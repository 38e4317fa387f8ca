import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ITEM } from '../../../shared/test/support/items/item-routes.ts';

const REQUEST = Buffer.from(
  `POST /items HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${ITEM.length}\r\n\r\n${ITEM}`,
);
const LENGTH = /\r\ncontent-length: (\d+)\r\n/i;

/** Answers by status, and how long the good ones took. */
export interface LoadOutcome {
  readonly statuses: ReadonlyMap<number, number>;
  /** Milliseconds, sorted. */
  readonly durations: readonly number[];
  /** Connections that ended without an answer. */
  readonly lost: number;
}

/** Milliseconds before anything is counted: until all are connected, and the server's code is compiled. */
const WARM_UP_MS = 2_000;

/**
 * So many clients, each of which posts an item again as soon as it is answered.
 * @param onWarm called when counting begins
 */
export async function loadWith(
  clients: number,
  port: number,
  milliseconds: number,
  onWarm = () => {},
): Promise<LoadOutcome> {
  const statuses = new Map<number, number>();
  const durations: number[] = [];
  const sockets = new Set<Socket>();
  let lost = 0;
  let isCounted = false;
  let isOver = false;
  const open = () => {
    const socket = connect(port, '127.0.0.1');
    sockets.add(socket);
    let sentAt = 0;
    let received = '';
    const ask = () => {
      sentAt = performance.now();
      socket.write(REQUEST);
    };
    socket.setNoDelay().setEncoding('latin1').on('connect', ask);
    socket.on('error', () => {});
    socket.on('close', () => {
      sockets.delete(socket);
      if (isOver) return;
      if (isCounted) lost++;
      setTimeout(open, 10);
    });
    socket.on('data', (data: string) => {
      received += data;
      const end = received.indexOf('\r\n\r\n');
      const length = Number(LENGTH.exec(received)?.[1] ?? 0);
      if (end < 0 || received.length < end + 4 + length || isOver) return;
      const status = Number(received.slice(9, 12));
      received = '';
      if (isCounted) {
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status === 200) durations.push(performance.now() - sentAt);
      }
      ask();
    });
  };
  for (let client = 0; client < clients; client++) open();
  await sleep(WARM_UP_MS);
  onWarm();
  isCounted = true;
  await sleep(milliseconds);
  isOver = true;
  for (const socket of sockets) socket.destroy();
  return { statuses, durations: durations.sort((a, b) => a - b), lost };
}
