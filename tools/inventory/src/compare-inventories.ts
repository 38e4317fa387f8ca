import { EXIT_NO } from '@private-lambda/command-line/exit-codes';
import { InputError } from '@private-lambda/command-line/input-error';
import { say } from '@private-lambda/command-line/say';
import { snapshotChanges } from './snapshot-changes.ts';
import { readSnapshotFile } from './snapshot-file.ts';

/**
 * Says what has changed between two snapshots of one VPC.
 * @param files of the earlier and the later one
 * @returns the exit code
 * @throws InputError INVENTORY_COMPARE; what reading the files throws
 */
export function compareInventories(files: readonly string[]): number {
  const [earlier, later, ...more] = files;
  if (earlier === undefined || later === undefined || more.length > 0) {
    throw new InputError(
      'INVENTORY_COMPARE',
      `--compare: found ${files.length} files, expected two: --compare <before> <after>`,
    );
  }
  const [before, after] = [readSnapshotFile(earlier), readSnapshotFile(later)];
  if (before.VpcId !== after.VpcId) {
    throw new InputError(
      'INVENTORY_COMPARE',
      `--compare: ${earlier} is of ${before.VpcId} and ${later} of ${after.VpcId}, expected two snapshots of one VPC`,
    );
  }
  const changes = snapshotChanges(before, after);
  for (const change of changes) say(change);
  if (changes.length === 0) say(`${before.VpcId} is what it was.`);
  return changes.length === 0 ? 0 : EXIT_NO;
}
