import { EXIT_UNEXPECTED } from './exit-codes.js';

let isWatched = false;

/**
 * `tool … | head` closes the pipe early: the reader's choice, and no error of the tool. Any other failure of standard
 * output, such as a full disk, ends in one line and exit code 70, whatever else is found. When standard error fails
 * there is nobody left to tell. In JavaScript, for scripts that run as they are.
 * @param {string} name of the command, in the line
 */
export function watchOutput(name) {
  if (isWatched) return;
  isWatched = true;
  let hasFailed = false;
  process.stdout.on('error', (error) => {
    if (('code' in error && error.code === 'EPIPE') || hasFailed) return;
    hasFailed = true;
    process.stderr.write(`${name}: cannot write the output: ${error.message}\n`);
    process.once('exit', () => {
      process.exitCode = EXIT_UNEXPECTED;
    });
  });
  process.stderr.on('error', () => {});
}
