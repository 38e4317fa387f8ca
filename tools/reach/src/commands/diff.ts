import { EXIT_NO } from '@private-lambda/command-line/exit-codes';
import { diffSystems } from '../diff/diff-systems.ts';
import { diffFormat } from '../diff/format-diff.ts';
import { Side } from '../diff/side.ts';
import { readSides, type SidesOptions } from './diff-sides.ts';

export interface DiffOptions extends SidesOptions {
  readonly node?: readonly string[];
  readonly format: string;
}

/** `reach diff`: who reaches whom after a change and did not before, and the other way round. */
export async function diff(options: DiffOptions): Promise<void> {
  const format = diffFormat(options.format);
  const { before, after } = await readSides(options);
  const result = diffSystems(new Side('before', before), new Side('after', after), options.node);
  process.stdout.write(`${format(result)}\n`);
  if (result.changes.some(({ change }) => change !== 'closed')) process.exitCode = EXIT_NO;
}
