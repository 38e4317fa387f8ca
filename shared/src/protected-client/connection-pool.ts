import { type buildConnector, Pool } from 'undici';
import { UpstreamFault } from './upstream-fault.ts';

export interface ConnectionPoolOptions {
  /** Sockets open at once, one call each. One call more is refused at once: it would wait, and then time out. */
  readonly connections?: number;
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
/** Bytes of an answer's headers that are read: what an ALB lets a target send, and its own beside them. */
const MAX_HEADER_BYTES = 64_000;

/**
 * The connections to one origin: one undici Pool for the life of the process.
 *
 * Between two invocations Lambda freezes the process. Timers do not run then, so sockets that the other side has
 * closed meanwhile still look open, and the first request written to one is lost. The wall clock does run: after
 * a long silence the pool is replaced, and after a short one the event loop gets a turn to notice closed sockets.
 * The pool is replaced, too, when a connection broke or fell silent: its siblings may lead to the same dead end.
 */
export class ConnectionPool {
  readonly #create: () => Generation;
  readonly #connections: number;
  readonly #maxIdleMs: number;
  readonly #maxAgeMs: number;
  #current: Generation;
  #callsInFlight = 0;
  #madeAt = Date.now();
  #lastUsedAt = Date.now();

  /** @param origin `http://host:port`, without path */
  constructor(origin: string, options: ConnectionPoolOptions = {}) {
    const { connections = 256, maxIdleMs = 10_000, maxAgeMs = 30_000, connect } = options;
    this.#connections = connections;
    this.#maxIdleMs = maxIdleMs;
    this.#maxAgeMs = maxAgeMs;
    this.#create = () => ({
      calls: 0,
      pool: new Pool(origin, {
        connections,
        pipelining: 1,
        keepAliveTimeout: maxIdleMs,
        keepAliveMaxTimeout: maxIdleMs,
        connect: { timeout: CONNECT_TIMEOUT_MS, ...connect },
        maxHeaderSize: MAX_HEADER_BYTES,
        // Every call has one time limit of its own, which covers these two.
        headersTimeout: 0,
        bodyTimeout: 0,
      }),
    });
    this.#current = this.#create();
  }

  /**
   * Runs a call on the pool.
   * @throws UpstreamFault UPSTREAM_BUSY when as many calls as connections are under way
   */
  async use<T>(call: (pool: Pool) => Promise<T>): Promise<T> {
    if (this.#callsInFlight >= this.#connections) throw new UpstreamFault('UPSTREAM_BUSY');
    this.#callsInFlight++;
    try {
      const now = Date.now();
      const silenceMs = now - this.#lastUsedAt;
      // undici's own clientTtl reads the clock for every connection at every call.
      const isOld = now - this.#madeAt > this.#maxAgeMs;
      if (silenceMs > this.#maxIdleMs || isOld) this.#replace(this.#current);
      else if (silenceMs > MAYBE_FROZEN_MS) await eventLoopTurn();
      return await this.#callOn(this.#current, call);
    } finally {
      this.#callsInFlight--;
      this.#lastUsedAt = Date.now();
    }
  }

  /** Closes the connections once their calls have ended. */
  async close(): Promise<void> {
    await this.#current.pool.close();
  }

  async #callOn<T>(generation: Generation, call: (pool: Pool) => Promise<T>): Promise<T> {
    generation.calls++;
    try {
      return await call(generation.pool);
    } catch (error) {
      if (error instanceof UpstreamFault && error.gaveNoAnswer) this.#replace(generation);
      throw error;
    } finally {
      generation.calls--;
      this.#endIfRetired(generation);
    }
  }

  /** Calls under way end on the connections that they have; many that fail together replace the pool once. */
  #replace(generation: Generation): void {
    if (generation !== this.#current) return;
    this.#current = this.#create();
    this.#madeAt = Date.now();
    this.#lastUsedAt = this.#madeAt;
    this.#endIfRetired(generation);
  }

  /** With its last call, and at once: for a request that was given up undici would open one more connection. */
  #endIfRetired(generation: Generation): void {
    if (generation === this.#current || generation.calls > 0) return;
    generation.pool.destroy().catch(() => {}); // nobody is left to be told
  }
}

/** The connections that were made between two renewals. */
interface Generation {
  readonly pool: Pool;
  /** Under way on them. */
  calls: number;
}

/**
 * Lets the event loop look at every socket once. An immediate set while sockets are being read runs before the
 * next look; one set by that immediate runs after it.
 */
async function eventLoopTurn(): Promise<void> {
  for (let phase = 0; phase < 2; phase++) await new Promise((resolve) => setImmediate(resolve));
}
