/** Bytes of the first buffer that grows. */
const FIRST_CAPACITY = 4_096;
const NOTHING: Buffer = Buffer.alloc(0);

/**
 * Bytes that come in pieces, kept in one buffer that grows. A list of pieces would cost 400 bytes for each, which is
 * 400 times the bytes of a body that comes one by one.
 */
export class CollectedBytes {
  #buffer = NOTHING;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** @param piece is not written to; the first one is kept as it is, since most bodies come in one piece */
  add(piece: Buffer): void {
    const length = this.#length + piece.length;
    if (this.#length === 0) this.#buffer = piece;
    else {
      if (length > this.#buffer.length) this.#grow(length * 2);
      this.#buffer.set(piece, this.#length);
    }
    this.#length = length;
  }

  /** @returns what was added so far, without a copy */
  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  /** Lets go of what was added. */
  clear(): void {
    this.#buffer = NOTHING;
    this.#length = 0;
  }

  #grow(capacity: number): void {
    // Not of Node's pool, of which a small buffer would keep a larger one.
    const grown = Buffer.allocUnsafeSlow(Math.max(capacity, FIRST_CAPACITY));
    this.#buffer.copy(grown, 0, 0, this.#length);
    this.#buffer = grown;
  }
}
