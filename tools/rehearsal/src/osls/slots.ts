/** At most so many at a time: osls keeps a core busy. */
export class Slots {
  readonly #count: number;
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#count = count;
    this.#free = count;
  }

  async use<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    }
  }

  /** Settles when nothing is at work; nothing may be started meanwhile. @returns whether something was */
  async untilIdle(): Promise<boolean> {
    const wasBusy = this.#free < this.#count;
    await Promise.all(Array.from({ length: this.#count }, () => this.use(async () => {})));
    return wasBusy;
  }
}
