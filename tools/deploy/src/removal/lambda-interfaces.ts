import { DescribeNetworkInterfacesCommand } from '@aws-sdk/client-ec2';
import type { Account } from '@private-lambda/aws/account';

/** Network interfaces that Lambda made in a VPC, and has not given back yet. */
export async function findLambdaInterfaces(
  { ec2 }: Pick<Account, 'ec2'>,
  vpcId: string,
): Promise<readonly string[]> {
  const { NetworkInterfaces = [] } = await ec2.send(
    new DescribeNetworkInterfacesCommand({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }),
  );
  return NetworkInterfaces.filter(
    ({ VpcId, InterfaceType, Description = '' }) =>
      VpcId === vpcId &&
      (InterfaceType === 'lambda' || Description.startsWith('AWS Lambda VPC ENI')),
  ).map(({ NetworkInterfaceId = '' }) => NetworkInterfaceId);
}
