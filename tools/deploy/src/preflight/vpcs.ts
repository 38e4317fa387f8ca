import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import type { Account } from '@private-lambda/aws/account';
import type { PlannedStack } from './deployment.ts';

/** VPC user guide, "Amazon VPC quotas". EC2 does not say whether it was raised. */
const DEFAULT_QUOTA = 5;

/** @returns one line when the VPC may be one too many */
export async function noteVpcs(
  { ec2, region }: Account,
  { resources, deployed }: PlannedStack,
): Promise<readonly string[]> {
  if (deployed || !resources.some(({ type }) => type === 'AWS::EC2::VPC')) return [];
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
  if (Vpcs.length < DEFAULT_QUOTA) return [];
  return [
    `VPCs: ${region} has ${Vpcs.length}, and ${DEFAULT_QUOTA} is the default quota; the deploy fails unless "VPCs per Region" was raised`,
  ];
}
