import { DescribeTypeCommand } from '@aws-sdk/client-cloudformation';
import type { Account } from '@private-lambda/aws/account';
import type { Deployment } from './deployment.ts';

const NAT_GATEWAY = 'AWS::EC2::NatGateway';
const PROPERTY = 'AvailabilityMode';

/**
 * Can a regional NAT gateway be made here? AWS publishes no list that a program can ask for; what CloudFormation knows of
 * the type in this Region says it ("DescribeType", whose schema has the properties that the type takes there).
 * @returns one line when not, else none
 */
export async function checkRegionalNat(
  { cloudFormation, region }: Pick<Account, 'cloudFormation' | 'region'>,
  { stage, settings }: Pick<Deployment, 'stage' | 'settings'>,
): Promise<readonly string[]> {
  if (settings.natMode !== 'regional') return [];
  const type = { Type: 'RESOURCE', TypeName: NAT_GATEWAY } as const;
  const { Schema = '' } = await cloudFormation.send(new DescribeTypeCommand(type));
  if (Schema.includes(`"${PROPERTY}"`)) return [];
  return [
    `network: natMode is regional, and CloudFormation of ${region} knows no ${PROPERTY} of ${NAT_GATEWAY}; expected natMode per-az or single in config/stages/${stage}.yml`,
  ];
}
