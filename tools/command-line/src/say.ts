import { visibleText } from './visible-text.js';

/**
 * Says one line on standard error, beside a command's output. It may quote what somebody else wrote, such as a name in
 * the account, and is one line whatever that holds.
 */
export function say(line: string): void {
  process.stderr.write(`${visibleText(line)}\n`);
}
