import { buildConnector, Client } from 'undici';
import { ByteBudget } from '../http/byte-budget.ts';
import { CallQueue } from './call-queue.ts';
import { UpstreamFault } from './upstream-fault.ts';

export interface ConnectionPoolOptions {
  /** Sockets open at once, one call each. */
  readonly connections?: number;
  /** Calls that may wait for one of them, for a short time. One call more is refused at once. */
  readonly queue?: number;
  /** Milliseconds a connection may be idle and still be used again; an ALB closes it after 60 s. */
  readonly maxIdleMs?: number;
  /** Milliseconds a connection is used at most: then names are looked up anew, and new addresses are found. */
  readonly maxAgeMs?: number;
  /** For `net.connect`, such as `lookup`, how names become addresses. */
  readonly connect?: buildConnector.BuildOptions;
}

/** Milliseconds of silence after which the process may have been frozen. */
const MAYBE_FROZEN_MS = 20;
const CONNECT_TIMEOUT_MS = 2_000;
/** Milliseconds in which a path that seems dead makes all connections new at most once. */
const RENEWAL_MS = 5_000;
/** Bytes of all answers that come in at once: 512 of 1 MB would be more than the memory of a task. */
const MAX_ANSWERS_BYTES = 32_000_000;
/** Bytes of an answer's headers that are read: what an ALB lets a target send, and its own beside them. */
const MAX_HEADER_BYTES = 64_000;

/**
 * The connections to one origin, each an undici Client that has one call at a time. undici's own Pool would open one
 * more connection for every call that is given up, before it notices that nobody waits.
 *
 * Between two invocations Lambda freezes the process. Timers do not run then, so sockets that the other side has
 * closed meanwhile still look open, and the first request written to one is lost. The wall clock does run: after
 * a long silence a connection is not used again, and after a short one the event loop gets a turn to notice closed
 * sockets. All are replaced when one fell silent or none could be made: its siblings may lead to the same dead end.
 * One that was reset speaks for itself alone, and the second attempt of its call gets a new one.
 */
export class ConnectionPool {
  /** Of the answers that come in over all connections. */
  readonly answers = new ByteBudget(MAX_ANSWERS_BYTES);
  readonly #create: () => Connection;
  readonly #queue: CallQueue;
  readonly #maxIdleMs: number;
  readonly #maxAgeMs: number;
  /** The one used last is the last, and the next to be used. */
  readonly #idle: Connection[] = [];
  #renewedAt = Number.NEGATIVE_INFINITY;
  #lastUsedAt = Date.now();

  /** @param origin `http://host:port`, without path */
  constructor(origin: string, options: ConnectionPoolOptions = {}) {
    const { connections = 256, queue = 0, maxIdleMs = 10_000, maxAgeMs = 30_000 } = options;
    this.#queue = new CallQueue(connections, queue);
    this.#maxIdleMs = maxIdleMs;
    this.#maxAgeMs = maxAgeMs;
    // One for all, which knows their TLS sessions.
    const connect = buildConnector({ timeout: CONNECT_TIMEOUT_MS, ...options.connect });
    this.#create = () => {
      const now = Date.now();
      const client = new Client(origin, {
        pipelining: 1,
        keepAliveTimeout: maxIdleMs,
        keepAliveMaxTimeout: maxIdleMs,
        connect,
        maxHeaderSize: MAX_HEADER_BYTES,
        // Every call has one time limit of its own, which covers these two.
        headersTimeout: 0,
        bodyTimeout: 0,
      });
      return { client, madeAt: now, usedAt: now, looked: Promise.resolve() };
    };
  }

  /**
   * Runs a call on a connection of its own.
   * @throws UpstreamFault UPSTREAM_BUSY when as many calls as may are under way and waiting, or it waited too long;
   *   UPSTREAM_ABANDONED when the client went away meanwhile
   */
  async use<T>(
    call: (connection: Client) => Promise<T>,
    { again = false, signal }: UseOptions = {},
  ): Promise<T> {
    await this.#queue.enter(signal);
    try {
      if (Date.now() - this.#lastUsedAt > MAYBE_FROZEN_MS) await eventLoopTurn();
      const connection = again ? this.#replaceOne() : this.#take();
      // The other side may have closed it together with its answer, which the next look at the socket tells.
      await connection.looked;
      return await this.#callOn(connection, call);
    } finally {
      this.#lastUsedAt = Date.now();
      this.#queue.leave();
    }
  }

  /** Closes the connections, those in use once their calls have ended. */
  async close(): Promise<void> {
    this.#renewedAt = Number.POSITIVE_INFINITY;
    await Promise.all(this.#idle.splice(0).map(({ client }) => client.destroy()));
  }

  async #callOn<T>(connection: Connection, call: (connection: Client) => Promise<T>): Promise<T> {
    try {
      const result = await call(connection.client);
      connection.usedAt = Date.now();
      connection.looked = eventLoopTurn();
      if (this.#isFresh(connection)) this.#idle.push(connection);
      else discard(connection);
      return result;
    } catch (error) {
      discard(connection);
      if (error instanceof UpstreamFault && error.speaksOfDeadPath) this.#renew();
      throw error;
    }
  }

  #take(): Connection {
    for (let last = this.#idle.pop(); last !== undefined; last = this.#idle.pop()) {
      if (this.#isFresh(last)) return last;
      discard(last);
    }
    return this.#create();
  }

  #replaceOne(): Connection {
    const oldest = this.#idle.shift();
    if (oldest !== undefined) discard(oldest);
    return this.#create();
  }

  // undici's own clientTtl reads the clock for every connection at every call.
  #isFresh({ madeAt, usedAt }: Connection): boolean {
    const now = Date.now();
    const isYoung = now - madeAt <= this.#maxAgeMs && madeAt >= this.#renewedAt;
    return isYoung && now - usedAt <= this.#maxIdleMs;
  }

  /** Calls under way end on the connections that they have. */
  #renew(): void {
    const now = Date.now();
    if (now - this.#renewedAt < RENEWAL_MS) return;
    this.#renewedAt = now;
    for (const connection of this.#idle.splice(0)) discard(connection);
  }
}

interface UseOptions {
  /** For a call that failed on another connection: it gets a new one, and the longest idle goes for it. */
  readonly again?: boolean;
  /** Ends the wait for a connection. */
  readonly signal?: AbortSignal | undefined;
}

interface Connection {
  readonly client: Client;
  /** Milliseconds since the epoch. */
  readonly madeAt: number;
  usedAt: number;
  /** Settles when the event loop has read its socket since its last answer. */
  looked: Promise<void>;
}

/** At once: for a request that was given up undici would open one more connection. */
function discard({ client }: Connection): void {
  client.destroy().catch(() => {}); // nobody is left to be told
}

/**
 * Lets the event loop look at every socket once. An immediate set while sockets are being read runs before the
 * next look; one set by that immediate runs after it. undici waits for one more before it uses a socket again, which does
 * not do instead: by then it has the request, and loses it when a reset comes to light.
 */
async function eventLoopTurn(): Promise<void> {
  for (let phase = 0; phase < 2; phase++) await new Promise((resolve) => setImmediate(resolve));
}
