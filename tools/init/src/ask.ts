import { createInterface, type Interface } from 'node:readline/promises';
import { InputError } from '@private-lambda/command-line/input-error';
import { say } from '@private-lambda/command-line/say';

export interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
}

/** Questions on a terminal, one after the other. */
export class Questions {
  readonly #terminal: Interface;

  constructor(terminal: Terminal) {
    this.#terminal = createInterface({ ...terminal });
  }

  /**
   * Asks until the answer can be used.
   * @param now what an empty answer leaves as it is
   * @param check throws an InputError for an answer that cannot be
   * @returns undefined for an empty answer
   */
  async ask(
    question: string,
    now: string,
    check: (text: string, where: string) => unknown,
  ): Promise<string | undefined> {
    for (;;) {
      const text = (await this.#terminal.question(`${question} [${now}]: `)).trim();
      if (text === '' || text === now) return undefined;
      try {
        check(text, 'this answer');
        return text;
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        say(`  ${error.message}`);
      }
    }
  }

  close(): void {
    this.#terminal.close();
  }
}
