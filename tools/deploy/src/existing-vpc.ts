import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from '@private-lambda/aws/account';
import { readSnapshot } from '@private-lambda/inventory/read-snapshot';
import { writeSnapshotFile } from '@private-lambda/inventory/snapshot-file';
import { checkStage } from '@private-lambda/reach/project/check-stage';
import type { Stage } from '../../../config/stage.js';

/** Holds a stage to the claims of reach.yml; one in an existing VPC together with what is there at this moment. */
export async function checkClaims(account: Account, stage: string, settings: Stage) {
  const { existingVpc } = settings;
  if (!existingVpc) return checkStage(stage, settings);
  const directory = mkdtempSync(join(tmpdir(), 'inventory-'));
  const file = join(directory, `${existingVpc.id}.json`);
  try {
    writeSnapshotFile(file, await readSnapshot(account, { vpcId: existingVpc.id }));
    return await checkStage(stage, settings, file);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
