import type { Stack } from '@aws-sdk/client-cloudformation';
import { DescribeAccountAttributesCommand, DescribeAddressesCommand } from '@aws-sdk/client-ec2';
import type { Account } from '@private-lambda/aws/account';
import { outputOf } from '@private-lambda/aws/find-stack';
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
  const needed = neededBy(settings) - ownedBy(deployed);
  if (needed <= 0) return [];
  const [{ Addresses = [] }, quota] = await Promise.all([
    account.ec2.send(new DescribeAddressesCommand({})),
    readQuota(account),
  ]);
  if (quota === undefined || needed <= quota - Addresses.length) return [];
  return [
    `Elastic IPs: ${Addresses.length} of ${quota} of ${account.region} are in use, natMode ${settings.natMode} needs ${needed} more; release some, or raise the quota "EC2-VPC Elastic IPs"`,
  ];
}

function neededBy({ natMode, azs }: Stage): number {
  if (natMode === 'none') return 0;
  return natMode === 'single' ? 1 : azs.length;
}

function ownedBy(stack: Stack | undefined): number {
  const outputs = ['A', 'B', 'C'].map((letter) => outputOf(stack, `NatGateway${letter}PublicIp`));
  return outputs.filter((address) => address !== undefined).length;
}

/** @returns undefined when AWS does not say */
async function readQuota({ ec2 }: Account): Promise<number | undefined> {
  const { AccountAttributes = [] } = await ec2.send(new DescribeAccountAttributesCommand({}));
  const quota = AccountAttributes.find(
    ({ AttributeName }) => AttributeName === 'vpc-max-elastic-ips',
  );
  const value = quota?.AttributeValues?.[0]?.AttributeValue;
  return value === undefined ? undefined : Number(value);
}
