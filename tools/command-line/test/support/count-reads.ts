/** A text that counts how often one of its letters is looked at: steps do not depend on the machine. */
export class CountedText {
  #reads = 0;
  readonly letters: ArrayLike<string>;

  constructor(text: string) {
    this.letters = new Proxy([...text], {
      get: (letters, key) => {
        if (key !== 'length') this.#reads += 1;
        return Reflect.get(letters, key);
      },
    });
  }

  get reads(): number {
    return this.#reads;
  }
}
