import {
  CreateNetworkInterfaceCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
} from '@aws-sdk/client-ec2';
import { LocalAws } from '../../../rehearsal/test/support/local-aws.ts';
import { findLambdaInterfaces } from '../../src/removal/lambda-interfaces.ts';

let local: LocalAws;
beforeAll(async () => {
  local = await LocalAws.start();
}, 120_000);
afterAll(() => local.stop());

/** A VPC with one interface in it. */
async function vpcWithInterface(Description: string) {
  const { ec2 } = local.aws;
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const { Subnet } = await ec2.send(
    new CreateSubnetCommand({ VpcId: Vpc?.VpcId, CidrBlock: '10.0.0.0/24' }),
  );
  const { NetworkInterface } = await ec2.send(
    new CreateNetworkInterfaceCommand({ SubnetId: Subnet?.SubnetId, Description }),
  );
  return { vpcId: Vpc?.VpcId ?? '', interfaceId: NetworkInterface?.NetworkInterfaceId };
}

it('finds the interfaces of Lambda in a VPC, and no others', async () => {
  const lambda = await vpcWithInterface('AWS Lambda VPC ENI-public-caller-dev-api-0123');
  const other = await vpcWithInterface('ELB app/protected-api-dev/0123');
  expect(await findLambdaInterfaces(local.aws, lambda.vpcId)).toEqual([lambda.interfaceId]);
  expect(await findLambdaInterfaces(local.aws, other.vpcId)).toEqual([]);
});
