import { Pool } from 'undici';
import { UpstreamFault } from './upstream-fault.ts';

export interface ConnectionPoolOptions {
  /** Sockets open at once. */
  readonly connections?: number;
  /** Calls under way or waiting for a socket; one more is refused at once. */
  readonly maxCallsInFlight?: number;
  /** How names become addresses (`net.connect`'s `lookup`); the system's way when left out. */
  readonly connect?: Pool.Options['connect'];
}

/** Milliseconds a connection may be idle and still be used again; an ALB closes it after 60 s. */
const MAX_IDLE_MS = 10_000;
/** Milliseconds a connection is used at most: names are looked up anew, so a load balancer's new address is found. */
const MAX_AGE_MS = 30_000;
/** Milliseconds of silence after which the process may have been frozen. */
const MAYBE_FROZEN_MS = 20;
const CONNECT_TIMEOUT_MS = 2_000;

/**
 * The connections to one origin: one undici Pool for the life of the process, replaced when it was idle for long.
 *
 * Between two invocations Lambda freezes the process. Timers do not run then, so sockets that the other side has
 * closed meanwhile still look open, and the first request written to one is lost. The wall clock does run: after
 * a long silence the pool is replaced, and after a short one the event loop gets a turn to notice closed sockets.
 */
export class ConnectionPool {
  readonly #create: () => Pool;
  readonly #maxCallsInFlight: number;
  #pool: Pool;
  #callsInFlight = 0;
  #lastUsedAt = Date.now();

  /** @param origin `http://host:port`, without path */
  constructor(origin: string, options: ConnectionPoolOptions = {}) {
    const { connections = 64, maxCallsInFlight = 256, connect } = options;
    this.#maxCallsInFlight = maxCallsInFlight;
    this.#create = () =>
      new Pool(origin, {
        connections,
        pipelining: 1,
        keepAliveTimeout: MAX_IDLE_MS,
        keepAliveMaxTimeout: MAX_IDLE_MS,
        clientTtl: MAX_AGE_MS,
        connect: { timeout: CONNECT_TIMEOUT_MS, ...connect },
        // Every call has one time limit of its own, which covers these two.
        headersTimeout: 0,
        bodyTimeout: 0,
      });
    this.#pool = this.#create();
  }

  /**
   * Runs a call on the pool.
   * @throws UpstreamFault UPSTREAM_BUSY when too many are under way
   */
  async use<T>(call: (pool: Pool) => Promise<T>): Promise<T> {
    if (this.#callsInFlight >= this.#maxCallsInFlight) throw new UpstreamFault('UPSTREAM_BUSY');
    this.#callsInFlight++;
    try {
      if (Date.now() - this.#lastUsedAt > MAYBE_FROZEN_MS) await this.#wake();
      return await call(this.#pool);
    } finally {
      this.#callsInFlight--;
      this.#lastUsedAt = Date.now();
    }
  }

  /** Closes the connections once their calls have ended. */
  async close(): Promise<void> {
    await this.#pool.close();
  }

  async #wake(): Promise<void> {
    if (this.#callsInFlight === 1 && Date.now() - this.#lastUsedAt > MAX_IDLE_MS) {
      const stale = this.#pool;
      this.#pool = this.#create();
      await stale.destroy();
    } else await new Promise((resolve) => setImmediate(resolve));
  }
}
