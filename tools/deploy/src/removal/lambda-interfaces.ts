import type { Account } from '@private-lambda/aws/account';
import { readParts } from '@private-lambda/inventory/read-snapshot';

/**
 * Network interfaces that Lambda made in a VPC and has not given back yet, and that keep something of a stack from going.
 * An existing VPC has interfaces of other people's functions, too.
 * @param own physical ids of the stack's subnets and security groups
 */
export async function findLambdaInterfaces(
  account: Pick<Account, 'ec2' | 'region'>,
  vpcId: string,
  own: ReadonlySet<string>,
): Promise<readonly string[]> {
  const parts = ['NetworkInterfaces'] as const;
  const { NetworkInterfaces = [] } = await readParts(account, { vpcId, parts });
  return NetworkInterfaces.filter(
    ({ VpcId, SubnetId = '', Groups = [], InterfaceType, Description = '' }) =>
      VpcId === vpcId &&
      [SubnetId, ...Groups.map(({ GroupId = '' }) => GroupId)].some((id) => own.has(id)) &&
      (InterfaceType === 'lambda' || Description.startsWith('AWS Lambda VPC ENI')),
  ).map(({ NetworkInterfaceId }) => NetworkInterfaceId);
}
