import { readFileSync, writeFileSync } from 'node:fs';
import { InputError } from '@private-lambda/command-line/input-error';
import * as v from 'valibot';
import { type Snapshot, snapshotSchema } from './snapshot.ts';

/**
 * Reads a snapshot that `npm run inventory` wrote, or that was put together of answers of the AWS CLI.
 * @throws InputError INVENTORY_FILE_UNREADABLE, INVENTORY_FILE_INVALID
 */
export function readSnapshotFile(file: string): Snapshot {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new InputError('INVENTORY_FILE_UNREADABLE', `${file} is not readable JSON: ${reason}`, {
      cause,
    });
  }
  const result = v.safeParse(snapshotSchema, content);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new InputError(
    'INVENTORY_FILE_INVALID',
    `${file}: ${v.getDotPath(issue) ?? '(top level)'}: found ${issue.received}, expected ${issue.expected}`,
  );
}

/** @throws InputError INVENTORY_FILE_UNWRITABLE */
export function writeSnapshotFile(file: string, snapshot: Snapshot): void {
  try {
    writeFileSync(file, `${JSON.stringify(snapshot, null, 2)}\n`);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new InputError('INVENTORY_FILE_UNWRITABLE', `--out: cannot write ${file}: ${reason}`, {
      cause,
    });
  }
}
