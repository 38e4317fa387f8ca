import { join } from 'node:path';
import type { Account } from '@private-lambda/aws/account';
import { temporaryDirectory } from '@private-lambda/command-line/temporary-directory';
import { readSnapshot } from '@private-lambda/inventory/read-snapshot';
import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { writeSnapshotFile } from '@private-lambda/inventory/snapshot-file';
import type { Stage } from '../../../config/stage.js';

export interface Inventory {
  readonly snapshot: Snapshot;
  /** The same, gone when `use` has ended. */
  readonly file: string;
}

/** Hands over what the stage's existing VPC holds at this moment; nothing for a stage that makes its own. */
export async function withInventory<T>(
  account: Account,
  { existingVpc }: Pick<Stage, 'existingVpc'>,
  use: (inventory: Inventory | undefined) => Promise<T>,
): Promise<T> {
  if (!existingVpc) return use(undefined);
  using directory = temporaryDirectory('inventory-');
  const file = join(directory.path, `${existingVpc.id}.json`);
  const snapshot = await readSnapshot(account, {
    vpcId: existingVpc.id,
    where: 'existingVpc.id',
  });
  writeSnapshotFile(file, snapshot);
  return await use({ snapshot, file });
}
