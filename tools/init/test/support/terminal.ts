import { PassThrough, Writable } from 'node:stream';

/** Somebody who answers questions: each answer is typed once its question is there. */
export class Terminal {
  readonly input: PassThrough & { readonly isTTY: boolean };
  readonly output: Writable;
  readonly #script: (readonly [question: string, answer: string])[];

  constructor(script: readonly (readonly [question: string, answer: string])[], isTTY = true) {
    this.#script = [...script];
    this.input = Object.assign(new PassThrough(), { isTTY });
    this.output = new Writable({
      write: (chunk, _, done) => {
        const [next] = this.#script;
        if (next && String(chunk).includes(next[0])) {
          this.#script.shift();
          setImmediate(() => this.input.write(`${next[1]}\n`));
        }
        done();
      },
    });
  }

  /** Questions that nobody has put. */
  left(): readonly string[] {
    return this.#script.map(([question]) => question);
  }
}
