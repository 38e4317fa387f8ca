import { InputError } from '@private-lambda/command-line/input-error';
import { readSnapshotFile } from '@private-lambda/inventory/snapshot-file';

/**
 * Answers about a stage that rest on another VPC would be answers about another network.
 * @throws InputError REACH_INVENTORY_VPC, and what reading the file throws
 */
export function requireStageVpc(
  stage: string,
  { existingVpc }: { readonly existingVpc?: { readonly id: string } | undefined },
  file: string,
): void {
  const { VpcId } = readSnapshotFile(file);
  if (VpcId === existingVpc?.id) return;
  const expected = existingVpc
    ? `${existingVpc.id}, in which stage ${stage} stands`
    : `no inventory, since stage ${stage} makes a VPC of its own`;
  throw new InputError(
    'REACH_INVENTORY_VPC',
    `--inventory ${file}: found ${VpcId}, expected ${expected}`,
  );
}
