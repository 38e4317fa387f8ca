import { InputError } from '@private-lambda/command-line/input-error';
import { readInputFile } from '@private-lambda/command-line/read-input-file';
import { visibleJson } from '@private-lambda/command-line/visible-text';
import { writeOutputFile } from '@private-lambda/command-line/write-output-file';
import * as v from 'valibot';
import { ofOneVpc } from './of-one-vpc.ts';
import { type Snapshot, snapshotSchema } from './snapshot.ts';

/** A thousand subnets with all that is in them take about 5 MB. */
const MAX_SNAPSHOT_BYTES = 20_000_000;

/** A list is no map with numbers for its keys, each of which would be looked at. */
const fileSchema = v.pipe(
  v.unknown(),
  v.check((content) => !Array.isArray(content), 'Object'),
  snapshotSchema,
);

/**
 * Reads a snapshot that `npm run inventory` wrote, or that was put together of answers of the AWS CLI, as far as it is
 * about its VPC.
 * @throws InputError INVENTORY_FILE_UNREADABLE, INVENTORY_FILE_INVALID
 */
export function readSnapshotFile(file: string): Snapshot {
  const text = readInputFile(file, {
    code: 'INVENTORY_FILE_UNREADABLE',
    where: '--inventory ',
    what: 'a file of npm run inventory',
    maxBytes: MAX_SNAPSHOT_BYTES,
  });
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new InputError('INVENTORY_FILE_UNREADABLE', `${file} is not readable JSON: ${reason}`, {
      cause,
    });
  }
  const result = v.safeParse(fileSchema, content, { abortEarly: true });
  if (result.success) return aboutItsVpc(file, result.output);
  const [issue] = result.issues;
  throw new InputError(
    'INVENTORY_FILE_INVALID',
    `${file}: ${v.getDotPath(issue) ?? '(top level)'}: found ${issue.received}, expected ${issue.expected ?? issue.message}`,
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
  writeOutputFile(file, `${visibleJson(snapshot)}\n`, 'INVENTORY_FILE_UNWRITABLE', '--out');
}
