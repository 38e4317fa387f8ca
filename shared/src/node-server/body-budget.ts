/** Bytes of a body that count for nothing, so that small requests are served while large ones use all there is. */
const SMALL_BODY_BYTES = 16_000;

/** What the bodies of all connections may hold together. */
export class BodyBudget {
  readonly #limit: number;
  #held = 0;

  /** @param limit bytes, without the first {@link SMALL_BODY_BYTES} of each body */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * Changes what one body holds; less is always allowed.
   * @param from bytes that it held so far
   * @param to bytes that it wants to hold
   * @returns whether there is room; if not, nothing has changed
   */
  change(from: number, to: number): boolean {
    const held = this.#held + charged(to) - charged(from);
    if (to > from && held > this.#limit) return false;
    this.#held = held;
    return true;
  }
}

function charged(bytes: number): number {
  return Math.max(0, bytes - SMALL_BODY_BYTES);
}
