import type { Account } from '@private-lambda/aws/account';
import { readDeployedResources } from '../deployed-resources.ts';
import type { Deployment, PlannedStack } from './deployment.ts';

/**
 * Has every subnet that is there the block that the stage gives it now, and the VPC too? Another block replaces it, with
 * everything that is in it and imports it: CloudFormation would refuse late, or not at all.
 * @returns one line for each with another block
 */
export async function checkAddresses(
  account: Account,
  { stage }: Pick<Deployment, 'stage'>,
  { service, name, resources, deployed }: PlannedStack,
): Promise<readonly string[]> {
  if (!deployed) return [];
  const live = await readDeployedResources(account, name);
  return live.flatMap(({ logicalId, properties }) => {
    const block = properties['CidrBlock'];
    const planned = resources.find((one) => one.logicalId === logicalId)?.properties['CidrBlock'];
    if (block === undefined || planned === undefined || block === planned) return [];
    return `${service}: ${logicalId} has ${block}, and would be replaced by one with ${planned}; blocks of a living network do not change: expected ${block} in config/stages/${stage}.yml, or another stage`;
  });
}
