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
  return {
    vpcId: Vpc?.VpcId ?? '',
    own: new Set([Subnet?.SubnetId ?? '']),
    groups: new Set(NetworkInterface?.Groups?.map(({ GroupId = '' }) => GroupId)),
    interfaceId: NetworkInterface?.NetworkInterfaceId,
  };
}

it('finds the interfaces of Lambda in the subnets of a stack, and no others', async () => {
  const lambda = await vpcWithInterface('AWS Lambda VPC ENI-public-caller-dev-api-0123');
  const other = await vpcWithInterface('ELB app/protected-api-dev/0123');
  const find = (vpcId: string, own: ReadonlySet<string>) =>
    findLambdaInterfaces({ ...local.aws, region: 'us-east-1' }, vpcId, own);
  expect(await find(lambda.vpcId, lambda.own)).toEqual([lambda.interfaceId]);
  expect(await find(lambda.vpcId, lambda.groups)).toEqual([lambda.interfaceId]);
  expect(await find(other.vpcId, other.own)).toEqual([]);
});

it("leaves other people's functions in the VPC alone", async () => {
  const { vpcId } = await vpcWithInterface('AWS Lambda VPC ENI-orders-0123');
  const account = { ...local.aws, region: 'us-east-1' };
  expect(await findLambdaInterfaces(account, vpcId, new Set(['subnet-own']))).toEqual([]);
});
