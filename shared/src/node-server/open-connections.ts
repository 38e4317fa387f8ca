import type { Duplex } from 'node:stream';
import { NodeConnection } from './node-connection.ts';
import { busy } from './refusals.ts';
import { Turns } from './turns.ts';

/** Milliseconds that a connection may keep us waiting, however many there are. */
const MIN_WAIT_MS = 1_000;

/**
 * The connections of a server. Above so many the one that keeps us waiting longest, silent, with half a request or with
 * an answer that it does not take, gives way: a health check always finds room, and a client that only holds its
 * connection never keeps one out.
 */
export class OpenConnections {
  readonly #limit: number;
  readonly #turns = new Turns();
  readonly #all = new Map<Duplex, NodeConnection>();
  /** Those that wait for their client, and since when, in the order of the time. */
  readonly #waiting = new Map<NodeConnection, number>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(socket: Duplex): void {
    const connection = new NodeConnection(socket, this.#turns);
    this.#all.set(socket, connection);
    this.waitsForClient(connection);
    socket.once('close', () => {
      connection.abandon();
      this.#all.delete(socket);
      this.#waiting.delete(connection);
    });
    if (this.isOverfull) this.makeRoom();
  }

  /** Are there more than may be, so that each that has been answered makes room? */
  get isOverfull(): boolean {
    return this.#all.size > this.#limit;
  }

  /** Is there one whose client is taking its answer? */
  get isAnyAnswering(): boolean {
    return [...this.#all.values()].some((connection) => connection.hasUntakenAnswer);
  }

  /** Those with a request that has begun, and an answer that has not been taken. */
  get underWay(): number {
    return [...this.#all.values()].filter(({ isDone }) => !isDone).length;
  }

  /** @returns undefined for one that is gone */
  of(socket: Duplex): NodeConnection | undefined {
    return this.#all.get(socket);
  }

  /** It may be the client's turn from now on: to send a request, the rest of one, or to take an answer. */
  waitsForClient(connection: NodeConnection): void {
    this.#waiting.delete(connection);
    if (connection.isClientsTurn) this.#waiting.set(connection, Date.now());
  }

  /** A request has come whole; it may stand behind an answer that the client does not take. */
  waitsForAnswer(connection: NodeConnection): void {
    if (!connection.isClientsTurn) this.#waiting.delete(connection);
  }

  /** Ends the connection that has waited longest for its client. */
  makeRoom(): void {
    this.#endLongest(() => true);
  }

  /**
   * Ends the connection that has waited longest for its client to take an answer, so that the bytes of the answer are
   * free. @returns whether there was one
   */
  makeRoomForBytes(): boolean {
    return this.#endLongest((connection) => connection.hasUntakenAnswer);
  }

  #endLongest(isMeant: (connection: NodeConnection) => boolean): boolean {
    const latest = Date.now() - MIN_WAIT_MS;
    for (const [connection, since] of this.#waiting) {
      if (since > latest) return false;
      if (!connection.isClientsTurn || !isMeant(connection)) continue;
      this.#waiting.delete(connection);
      connection.giveUp(busy());
      return true;
    }
    return false;
  }
}
