import { createInterface } from 'node:readline/promises';
import { InputError } from './input-error.ts';

export interface Asking {
  /** Ends with what to type, such as `Type dev`. */
  readonly question: string;
  /** The answer that means yes: the name of what is touched, which nobody types by habit. */
  readonly answer: string;
  /** Option `--yes`. */
  readonly yes: boolean;
  /** Of the refusal where nobody can be asked. */
  readonly code: string;
  readonly input?: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output?: NodeJS.WritableStream;
}

/**
 * Asks on the terminal.
 * @returns whether to go on
 * @throws InputError with the given code where nobody can be asked
 */
export async function confirm(asking: Asking): Promise<boolean> {
  const { question, answer, yes, code, input = process.stdin, output = process.stderr } = asking;
  if (yes) return true;
  if (!input.isTTY) {
    throw new InputError(
      code,
      'there is no terminal to ask on; nothing was changed; expected --yes',
    );
  }
  const terminal = createInterface({ input, output });
  try {
    return (await terminal.question(`${question}: `)).trim() === answer;
  } finally {
    terminal.close();
  }
}
