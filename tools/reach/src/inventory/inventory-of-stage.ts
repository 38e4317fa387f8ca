import { InputError } from '@private-lambda/command-line/input-error';
import { readSnapshotFile } from '@private-lambda/inventory/snapshot-file';

export interface PlacedStage {
  readonly stage: string;
  readonly existingVpc?: { readonly id: string } | undefined;
}

/**
 * Which stages a snapshot is about: those that stand in its VPC. Answers that rest on another VPC would be answers about
 * another network.
 * @returns the file for such a stage, nothing for one that makes its own VPC
 * @throws InputError REACH_INVENTORY_VPC when a stage stands in another VPC, or none in any; what reading the file throws
 */
export function inventoryOfStage(
  stages: readonly PlacedStage[],
  file: string,
): (stage: PlacedStage) => string | undefined {
  const { VpcId } = readSnapshotFile(file);
  const placed = stages.filter(({ existingVpc }) => existingVpc !== undefined);
  const other = placed.find(({ existingVpc }) => existingVpc?.id !== VpcId);
  if (other || placed.length === 0) {
    const expected = other
      ? `${other.existingVpc?.id}, in which stage ${other.stage} stands`
      : `no inventory, since ${stages.map(({ stage }) => stage).join(', ')} make VPCs of their own`;
    throw new InputError(
      'REACH_INVENTORY_VPC',
      `--inventory ${file}: found ${VpcId}, expected ${expected}`,
    );
  }
  return ({ existingVpc }) => (existingVpc ? file : undefined);
}
