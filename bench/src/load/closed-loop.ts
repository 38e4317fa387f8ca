import { connect, type Socket } from 'node:net';
import { ITEM } from '../../../shared/test/support/items/item-routes.ts';

const REQUEST = Buffer.from(
  `POST /items HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${ITEM.length}\r\n\r\n${ITEM}`,
);
const LENGTH = /\r\ncontent-length: (\d+)\r\n/i;
const END_OF_HEAD = '\r\n\r\n';
/** Milliseconds before a client comes again whose connection has ended. */
const REOPEN_MS = 10;

/** What happened since counting began. */
export interface LoadOutcome {
  /** Answers by status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Milliseconds within which half of the good answers came, and 99 of 100. */
  readonly p50: number;
  readonly p99: number;
  /** Connections that ended without an answer. */
  readonly lost: number;
}

/**
 * So many clients, each of which posts an item again as soon as it is answered, on a connection that it keeps. They
 * begin when the last of them has had its first answer: Node accepts one connection a turn of its event loop (libuv
 * since 1.45), so that those who come while it is busy wait for seconds, and there would be fewer than it seems.
 */
export class ClosedLoop {
  /** Since the start. */
  answers = 0;
  readonly #port: number;
  readonly #sockets = new Set<Socket>();
  /** Clients that wait for the last one to be answered; undefined once it has been. */
  #early: Map<Socket, () => void> | undefined = new Map();
  readonly #clients: number;
  #statuses: Record<string, number> = {};
  #durations: number[] = [];
  #lost = 0;
  #isOver = false;

  constructor(clients: number, port: number) {
    this.#clients = clients;
    this.#port = port;
    for (let client = 0; client < clients; client++) this.#open();
  }

  /** Counts from now on. */
  count(): void {
    this.#statuses = {};
    this.#durations = [];
    this.#lost = 0;
  }

  /** Ends all connections. */
  stop(): LoadOutcome {
    this.#isOver = true;
    for (const socket of this.#sockets) socket.destroy();
    const sorted = this.#durations.toSorted((a, b) => a - b);
    const quantile = (part: number) => sorted[Math.floor(sorted.length * part)] ?? 0;
    return { statuses: this.#statuses, p50: quantile(0.5), p99: quantile(0.99), lost: this.#lost };
  }

  #open(): void {
    if (this.#isOver) return;
    const socket = connect(this.#port, '127.0.0.1').setNoDelay().setEncoding('latin1');
    this.#sockets.add(socket);
    let sentAt = 0;
    let received = '';
    const ask = () => {
      sentAt = performance.now();
      socket.write(REQUEST);
    };
    socket
      .on('connect', ask)
      .on('error', () => {})
      .on('close', () => {
        this.#sockets.delete(socket);
        this.#early?.delete(socket);
        this.#lost++;
        setTimeout(() => this.#open(), REOPEN_MS);
      })
      .on('data', (data: string) => {
        received += data;
        if (!isWhole(received)) return;
        this.#add(Number(received.slice(9, 12)), performance.now() - sentAt);
        received = '';
        this.#next(socket, ask);
      });
  }

  #next(socket: Socket, ask: () => void): void {
    if (this.#early === undefined) {
      ask();
      return;
    }
    this.#early.set(socket, ask);
    if (this.#early.size < this.#clients) return;
    for (const askFirst of this.#early.values()) askFirst();
    this.#early = undefined;
  }

  #add(status: number, duration: number): void {
    this.answers++;
    this.#statuses[status] = (this.#statuses[status] ?? 0) + 1;
    if (status === 200) this.#durations.push(duration);
  }
}

function isWhole(received: string): boolean {
  const end = received.indexOf(END_OF_HEAD);
  const length = Number(LENGTH.exec(received)?.[1] ?? 0);
  return end >= 0 && received.length >= end + END_OF_HEAD.length + length;
}
