import type { Account } from '@private-lambda/aws/account';
import { outputOf } from '@private-lambda/aws/find-stack';
import { readElasticIps } from '@private-lambda/inventory/read-region';
import { azLettersOf } from '../../../../config/az-letters.js';
import { madeElasticIps } from '../../../../config/nat-gateways.js';
import type { Stage } from '../../../../config/stage.js';
import type { PlannedStack } from './deployment.ts';

/**
 * Does the Region have an Elastic IP left for each NAT gateway whose address is still to be made?
 * @returns one line when not, else none
 */
export async function checkElasticIps(
  account: Account,
  settings: Stage,
  { deployed }: PlannedStack,
): Promise<readonly string[]> {
  const needed = madeElasticIps(settings, azLettersOf(settings.azs)).filter(
    (letter) => outputOf(deployed, `NatGateway${letter}PublicIp`) === undefined,
  ).length;
  if (needed === 0) return [];
  const { inUse, quota } = await readElasticIps(account);
  if (quota === undefined || needed <= quota - inUse) return [];
  return [
    `Elastic IPs: ${inUse} of ${quota} of ${account.region} are in use, natMode ${settings.natMode} needs ${needed} more; release some, or raise the quota "EC2-VPC Elastic IPs"`,
  ];
}
