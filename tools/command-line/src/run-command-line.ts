import { type Command, CommanderError } from 'commander';
import { InputError } from './input-error.ts';

/** Exit codes of every tool: 1 is the tool's own "no" (a violated claim, a failed check), set by its action. */
const EXIT_BAD_INPUT = 2;
const EXIT_UNEXPECTED = 70;

/**
 * Parses the arguments and runs the action. Bad input ends in one line on stderr, its code in brackets at the end, and
 * exit code 2; anything unexpected is a defect: one line and exit code 70, the stack only with `DEBUG` set.
 * Sets `process.exitCode` and returns, so that pending output is written.
 */
export async function runCommandLine(program: Command, argv: readonly string[] = process.argv) {
  process.stdout.once('error', passClosedPipe);
  for (const command of [program, ...program.commands]) {
    command
      .exitOverride()
      .configureOutput({ outputError: () => {} })
      .showSuggestionAfterError();
  }
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    process.exitCode = report(program.name(), error);
  }
}

/** `tool … | head` closes the pipe early: the reader's choice, and no error of the tool. */
function passClosedPipe(error: NodeJS.ErrnoException) {
  if (error.code !== 'EPIPE') throw error;
}

function report(name: string, error: unknown): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    // `reach` without a command: commander has printed the help.
    if (error.code !== 'commander.help') {
      writeLine(`${name}: ${error.message.replace(/^error: /, '')} (--help shows the usage)`);
    }
    return EXIT_BAD_INPUT;
  }
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof InputError) {
    writeLine(`${name}: ${message} [${error.code}]`);
    return EXIT_BAD_INPUT;
  }
  writeLine(`${name}: ${message}`);
  if (process.env['DEBUG'] && error instanceof Error) writeLine(error.stack ?? '');
  return EXIT_UNEXPECTED;
}

function writeLine(text: string) {
  process.stderr.write(`${text.replaceAll(/\s*\n\s*/g, ' ')}\n`);
}
