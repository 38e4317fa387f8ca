import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from '@private-lambda/aws/account';
import { readSnapshot } from '@private-lambda/inventory/read-snapshot';
import { writeSnapshotFile } from '@private-lambda/inventory/snapshot-file';
import type { Stage } from '../../../config/stage.js';

/**
 * Hands over a file with what the stage's existing VPC holds at this moment, which is gone when `use` has ended; nothing
 * for a stage that makes its own.
 */
export async function withInventory<T>(
  account: Account,
  { existingVpc }: Pick<Stage, 'existingVpc'>,
  use: (file: string | undefined) => Promise<T>,
): Promise<T> {
  if (!existingVpc) return use(undefined);
  const directory = mkdtempSync(join(tmpdir(), 'inventory-'));
  const file = join(directory, `${existingVpc.id}.json`);
  try {
    writeSnapshotFile(file, await readSnapshot(account, { vpcId: existingVpc.id }));
    return await use(file);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
