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
    const releases: (() => void)[] = [];
    // Whoever holds every slot is alone.
    await new Promise<void>((resolve) => {
      for (let slot = 0; slot < this.#count; slot++) {
        void this.use(() => {
          const released = new Promise<void>((release) => releases.push(release));
          if (releases.length === this.#count) resolve();
          return released;
        });
      }
    });
    for (const release of releases) release();
    return wasBusy;
  }
}
