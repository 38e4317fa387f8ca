/** Requests that begin in one turn of the event loop, as measured (docs/load.md). */
const PER_TURN = 16;

/**
 * Node reads every socket that is ready in one turn of its event loop. With 1,000 clients nearly as many requests would
 * begin together, and the garbage collector would find the objects of all of them in use. Of those that come together
 * only some begin in each turn, first come, first served.
 */
export class Turns {
  #begun = 0;
  readonly #waiting: (() => void)[] = [];

  /** @param begin called now, or in one of the next turns */
  take(begin: () => void): void {
    if (this.#begun < PER_TURN) this.#begin(begin);
    else this.#waiting.push(begin);
  }

  #begin(begin: () => void): void {
    if (this.#begun === 0) setImmediate(() => this.#next());
    this.#begun++;
    begin();
  }

  #next(): void {
    this.#begun = 0;
    for (const begin of this.#waiting.splice(0, PER_TURN)) this.#begin(begin);
  }
}
