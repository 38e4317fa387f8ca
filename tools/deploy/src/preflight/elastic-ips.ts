import { DescribeAccountAttributesCommand, DescribeAddressesCommand } from '@aws-sdk/client-ec2';
import { stackNameOf } from '@private-lambda/system/stack-name';
import type { Stage } from '../../../../config/stage.js';
import { type Account, findStack, outputOf } from '../account.ts';

/**
 * Does the Region have an Elastic IP left for each NAT gateway that is still to be made?
 * @returns one line when not, else none
 */
export async function checkElasticIps(
  account: Account,
  stage: string,
  settings: Stage,
): Promise<readonly string[]> {
  if (settings.networkStage !== stage) return [];
  const needed = neededBy(settings) - (await ownedBy(account, stackNameOf('network', stage)));
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

async function ownedBy(account: Account, stackName: string): Promise<number> {
  const stack = await findStack(account, stackName);
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
