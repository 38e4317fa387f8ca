import type { Account } from '@private-lambda/aws/account';
import { listVpcs } from '@private-lambda/inventory/read-region';
import type { PlannedStack } from './deployment.ts';

/** VPC user guide, "Amazon VPC quotas". EC2 does not say whether it was raised. */
const DEFAULT_QUOTA = 5;

/** @returns one line when the VPC may be one too many */
export async function noteVpcs(
  account: Account,
  { resources, deployed }: PlannedStack,
): Promise<readonly string[]> {
  if (deployed || !resources.some(({ type }) => type === 'AWS::EC2::VPC')) return [];
  const { length: count } = await listVpcs(account);
  if (count < DEFAULT_QUOTA) return [];
  return [
    `VPCs: ${account.region} has ${count}, and ${DEFAULT_QUOTA} is the default quota; the deploy fails unless "VPCs per Region" was raised`,
  ];
}
