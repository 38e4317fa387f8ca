import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeOutputFile } from '@private-lambda/command-line/write-output-file';
import type { Change } from './draft.ts';

/**
 * Writes all of them: where one cannot be written, those before it are as they were again.
 * @throws InputError INIT_FILE_UNWRITABLE; Error for a disk that is full or fails
 */
export function writeChanges(root: string, changes: readonly Change[]): void {
  for (const [index, { file, after }] of changes.entries()) {
    try {
      put(root, file, after);
    } catch (error) {
      for (const done of changes.slice(0, index)) put(root, done.file, done.before);
      throw error;
    }
  }
}

function put(root: string, file: string, text: string | undefined): void {
  if (text === undefined) rmSync(join(root, file), { force: true });
  else writeOutputFile(join(root, file), text, 'INIT_FILE_UNWRITABLE', file);
}
