/** Bytes of each that count for nothing, so that small ones are served while large ones use all there is. */
export const FREE_BYTES = 16_000;

/** What many requests, or many answers, may hold together while they are under way. */
export class ByteBudget {
  readonly #limit: number;
  #held = 0;

  /** @param limit bytes, without the first {@link FREE_BYTES} of each */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * Changes what one of them holds; less is always allowed.
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
  return Math.max(0, bytes - FREE_BYTES);
}
