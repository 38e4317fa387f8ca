import { type Command, CommanderError } from 'commander';
import { EXIT_BAD_INPUT, EXIT_UNEXPECTED } from './exit-codes.js';
import { InputError } from './input-error.ts';
import { say } from './say.ts';
import { toolVersion } from './tool-version.ts';
import { watchOutput } from './watch-output.js';

/**
 * Sets `process.exitCode` and returns, so that pending output is written.
 * @param program its name is what the user types, such as `npm run reach --`
 */
export async function runCommandLine(program: Command, argv: readonly string[] = process.argv) {
  const name = shortName(program, argv);
  watchOutput(name);
  program.version(toolVersion());
  for (const command of [program, ...program.commands]) {
    command
      .exitOverride()
      .configureOutput({ outputError: () => {} })
      .showSuggestionAfterError();
  }
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    process.exitCode = report(name, error);
  }
}

/** `npm run reach --` is `reach`, and `npm run` with the command `deploy` is `deploy`. */
function shortName(program: Command, argv: readonly string[]): string {
  const name = program
    .name()
    .replace(/^npm run ?/, '')
    .replace(/ --$/, '');
  if (name !== '') return name;
  const known = program.commands.map((command) => command.name());
  return argv.find((argument) => known.includes(argument)) ?? known[0] ?? '';
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
  if (process.env['DEBUG'] && error instanceof Error) {
    for (const line of (error.stack ?? '').split('\n')) say(line);
  }
  return EXIT_UNEXPECTED;
}

/** A message may quote a file or an argument, and is one line whatever that holds. */
function writeLine(text: string) {
  const lines = text.split('\n').map((line) => line.trim());
  say(lines.filter((line) => line !== '').join(' '));
}
