import { DescribeNetworkInterfacesCommand } from '@aws-sdk/client-ec2';
import type { Account } from '@private-lambda/aws/account';

/**
 * Network interfaces that Lambda made in a VPC and has not given back yet, and that keep something of a stack from going.
 * An existing VPC has interfaces of other people's functions, too.
 * @param own physical ids of the stack's subnets and security groups
 */
export async function findLambdaInterfaces(
  { ec2 }: Pick<Account, 'ec2'>,
  vpcId: string,
  own: ReadonlySet<string>,
): Promise<readonly string[]> {
  const { NetworkInterfaces = [] } = await ec2.send(
    new DescribeNetworkInterfacesCommand({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }),
  );
  return NetworkInterfaces.filter(
    ({ VpcId, SubnetId = '', Groups = [], InterfaceType, Description = '' }) =>
      VpcId === vpcId &&
      [SubnetId, ...Groups.map(({ GroupId = '' }) => GroupId)].some((id) => own.has(id)) &&
      (InterfaceType === 'lambda' || Description.startsWith('AWS Lambda VPC ENI')),
  ).map(({ NetworkInterfaceId = '' }) => NetworkInterfaceId);
}
