import { createInterface } from 'node:readline/promises';
import { InputError } from '@private-lambda/command-line/input-error';

export interface Asking {
  readonly stage: string;
  /** Option `--yes`. */
  readonly yes: boolean;
  readonly input?: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output?: NodeJS.WritableStream;
}

/**
 * Asks on the terminal; the answer is the name of the stage, which nobody types by habit.
 * @returns whether to go on
 * @throws InputError REMOVE_UNCONFIRMED where nobody can be asked
 */
export async function confirm(asking: Asking): Promise<boolean> {
  const { stage, yes, input = process.stdin, output = process.stderr } = asking;
  if (yes) return true;
  if (!input.isTTY) {
    throw new InputError(
      'REMOVE_UNCONFIRMED',
      'there is no terminal to ask on; nothing was removed; expected --yes',
    );
  }
  const terminal = createInterface({ input, output });
  try {
    return (await terminal.question(`Remove all of that? Type ${stage}: `)).trim() === stage;
  } finally {
    terminal.close();
  }
}
