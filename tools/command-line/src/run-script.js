import { EXIT_BAD_INPUT, EXIT_UNEXPECTED } from './exit-codes.js';
import { visibleText } from './visible-text.js';
import { watchOutput } from './watch-output.js';

/**
 * Runs a script of package.json that is no tool, as every tool runs: help is output, and whatever goes wrong ends in one
 * line. In JavaScript, for scripts that run as they are.
 * @param {string} name what the user types, such as `npm run fixture`
 * @param {string} usage the rest of that line
 * @param {(args: string[]) => string | undefined | Promise<string | undefined>} main
 *   returns what the user has to change, if anything; a ConfigError that it throws is such a thing, too
 */
export async function runScript(name, usage, main) {
  watchOutput(name);
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    process.stdout.write(`Usage: ${name} ${usage}`.trimEnd().concat('\n'));
    return;
  }
  try {
    const problem = await main(args);
    if (problem !== undefined) end(problem, EXIT_BAD_INPUT);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const isInput = error.name === 'ConfigError' && 'code' in error;
    if (isInput) end(`${error.message} [${error.code}]`, EXIT_BAD_INPUT);
    else end(error.message.replaceAll(/\s*\n\s*/g, ' '), EXIT_UNEXPECTED);
  }

  /** @param {string} line @param {number} exitCode */
  function end(line, exitCode) {
    process.stderr.write(`${visibleText(`${name}: ${line}`)}\n`);
    process.exitCode = exitCode;
  }
}
