import { type ByteBudget, FREE_BYTES } from '../http/byte-budget.ts';

/** Bytes of an answer that always has room: the one that says that there is none is such an answer, too. */
const SMALL_ANSWER_BYTES = 1_000;

/** What one request takes of the budget of all connections: for its headers, then its body, and then its answer. */
export class HeldBytes {
  readonly #budget: ByteBudget;
  readonly #makeRoom: () => boolean;
  /** Its own bytes, and for one that waits behind others what would else count for nothing. */
  #base = 0;
  #held = 0;
  #isReleased = false;

  /** @param makeRoom has others give way when there is no room; false when there is nobody left who would */
  constructor(budget: ByteBudget, makeRoom: () => boolean) {
    this.#budget = budget;
    this.#makeRoom = makeRoom;
  }

  /**
   * Takes room for the headers. A request that waits behind others on its connection counts whole, and so does its
   * answer: small ones of 1,000 connections, 16 on each, are not little together.
   * @param isFirst no other request of its connection waits for an answer
   * @returns whether there is room
   */
  admit(headBytes: number, isFirst: boolean): boolean {
    const base = (isFirst ? 0 : FREE_BYTES) + headBytes;
    const isAdmitted = this.#change(base);
    if (isAdmitted) this.#base = base;
    return isAdmitted;
  }

  /** Takes room for so many bytes of the body. @returns whether there is room */
  body(bytes: number): boolean {
    return this.#change(this.#base + bytes);
  }

  /** Takes room for the answer, in the place of the body. @returns whether there is room */
  answer(bytes: number): boolean {
    this.#change(this.#base);
    return this.#change(this.#base + Math.max(0, bytes - SMALL_ANSWER_BYTES));
  }

  /** Nothing is held any more, and what comes later takes no room. */
  release(): void {
    this.#change(0);
    this.#isReleased = true;
  }

  #change(to: number): boolean {
    // One that gives way may be the own connection.
    while (!this.#isReleased && !this.#budget.change(this.#held, to)) {
      if (!this.#makeRoom()) return false;
    }
    if (!this.#isReleased) this.#held = to;
    return true;
  }
}
