import { UpstreamFault, type UpstreamFaultCode } from './upstream-fault.ts';

/** Milliseconds that a call waits for its turn: what takes longer will hardly be answered in time. */
const MAX_WAIT_MS = 1_000;

/**
 * Lets so many calls run at once. A few more wait a short time for their turn, first come first served: under a load
 * that all of them can stand they are answered a little later, and a client that is refused would only ask again.
 */
export class CallQueue {
  readonly #limit: number;
  readonly #maxWaiting: number;
  readonly #waiting = new Set<() => void>();
  #running = 0;

  /**
   * @param limit calls at once
   * @param maxWaiting calls that may wait
   */
  constructor(limit: number, maxWaiting: number) {
    this.#limit = limit;
    this.#maxWaiting = maxWaiting;
  }

  /**
   * Settles when it is the call's turn; it must `leave` then.
   * @param signal ends the wait
   * @throws UpstreamFault UPSTREAM_BUSY when too many wait, or it waited too long; UPSTREAM_ABANDONED by the signal
   */
  async enter(signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) throw new UpstreamFault('UPSTREAM_ABANDONED');
    if (this.#running < this.#limit) {
      this.#running++;
      return;
    }
    if (this.#waiting.size >= this.#maxWaiting) throw new UpstreamFault('UPSTREAM_BUSY');
    await new Promise<void>((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abandon);
        this.#waiting.delete(takeTurn);
      };
      const takeTurn = () => {
        stop();
        resolve();
      };
      const fail = (code: UpstreamFaultCode) => {
        stop();
        reject(new UpstreamFault(code));
      };
      const abandon = () => fail('UPSTREAM_ABANDONED');
      const timer = setTimeout(() => fail('UPSTREAM_BUSY'), MAX_WAIT_MS);
      signal?.addEventListener('abort', abandon);
      this.#waiting.add(takeTurn);
    });
  }

  /** The call has ended; the next one has its place. */
  leave(): void {
    const [takeTurn] = this.#waiting;
    if (takeTurn === undefined) {
      this.#running--;
      return;
    }
    takeTurn();
  }
}
