import { join } from 'node:path';
import { readStage } from '@private-lambda/packaging/read-stage';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { listStages } from '../../../config/stage.js';
import type { OtherBlock } from './adoption.ts';

/**
 * The blocks that the files of other stages have in the same VPC: two stages that are adopted before either is deployed
 * would choose the same ones.
 * @throws InputError for a stage file that cannot be read
 */
export function blocksOfOtherStages(
  stage: string,
  vpcId: string,
  directory = join(repositoryRoot, 'config'),
): readonly OtherBlock[] {
  return listStages(directory).flatMap((other) => {
    if (other === stage) return [];
    const { existingVpc, networkStage, ...tiers } = readStage(other, directory);
    if (existingVpc?.id !== vpcId || networkStage !== other) return [];
    const made = [
      existingVpc.privateSubnetIds ? undefined : tiers.privateSubnetCidrs,
      existingVpc.publicSubnetIds ? undefined : tiers.publicSubnetCidrs,
    ];
    return made
      .flatMap((blocks) => Object.values<string | undefined>(blocks ?? {}))
      .flatMap((cidr) => (cidr === undefined ? [] : { stage: other, cidr }));
  });
}
