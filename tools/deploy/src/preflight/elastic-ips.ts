import type { Stack } from '@aws-sdk/client-cloudformation';
import type { Account } from '@private-lambda/aws/account';
import { outputOf } from '@private-lambda/aws/find-stack';
import { readElasticIps } from '@private-lambda/inventory/read-region';
import { natZones } from '@private-lambda/system/nat-zones';
import { AZ_LETTERS_IN_USE } from '../../../../config/az-letters.js';
import type { Stage } from '../../../../config/stage.js';
import type { PlannedStack } from './deployment.ts';

/**
 * Does the Region have an Elastic IP left for each NAT gateway that is still to be made?
 * @returns one line when not, else none
 */
export async function checkElasticIps(
  account: Account,
  settings: Stage,
  { deployed }: PlannedStack,
): Promise<readonly string[]> {
  const needed = natZones(settings.natMode, settings.azs.split('')).length - ownedBy(deployed);
  if (needed <= 0) return [];
  const { inUse, quota } = await readElasticIps(account);
  if (quota === undefined || needed <= quota - inUse) return [];
  return [
    `Elastic IPs: ${inUse} of ${quota} of ${account.region} are in use, natMode ${settings.natMode} needs ${needed} more; release some, or raise the quota "EC2-VPC Elastic IPs"`,
  ];
}

function ownedBy(stack: Stack | undefined): number {
  const outputs = AZ_LETTERS_IN_USE.map((letter) => outputOf(stack, `NatGateway${letter}PublicIp`));
  return outputs.filter((address) => address !== undefined).length;
}
