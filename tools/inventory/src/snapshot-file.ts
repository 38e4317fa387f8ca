import { readFileSync, writeFileSync } from 'node:fs';
import { InputError } from '@private-lambda/command-line/input-error';
import * as v from 'valibot';
import { ofOneVpc } from './of-one-vpc.ts';
import { type Snapshot, snapshotSchema } from './snapshot.ts';

/**
 * Reads a snapshot that `npm run inventory` wrote, or that was put together of answers of the AWS CLI, as far as it is
 * about its VPC.
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
  if (result.success) return aboutItsVpc(file, result.output);
  const [issue] = result.issues;
  throw new InputError(
    'INVENTORY_FILE_INVALID',
    `${file}: ${v.getDotPath(issue) ?? '(top level)'}: found ${issue.received}, expected ${issue.expected}`,
  );
}

function aboutItsVpc(file: string, whole: Snapshot): Snapshot {
  const snapshot = ofOneVpc(whole);
  if (snapshot.Vpcs?.length !== 0) return snapshot;
  const others = (whole.Vpcs ?? []).map(({ VpcId }) => VpcId).join(', ') || 'none';
  throw new InputError(
    'INVENTORY_FILE_INVALID',
    `${file}: Vpcs: found ${others}, expected ${whole.VpcId} among them, the VpcId of the file`,
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
