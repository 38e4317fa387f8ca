import {
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateRouteCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  CreateVpcPeeringConnectionCommand,
  DescribeRouteTablesCommand,
  ModifyVpcAttributeCommand,
} from '@aws-sdk/client-ec2';
import { readSnapshot } from '@private-lambda/inventory/read-snapshot';
import { LocalAws } from '../../rehearsal/test/support/local-aws.ts';
import type { AdoptedSettings, Adoption, Refusal } from '../src/adoption.ts';
import { planAdoption } from '../src/plan-adoption.ts';

const REGION = 'us-east-1';
const settings: AdoptedSettings = {
  azs: 'AB',
  natMode: 'single',
  logsEndpoint: true,
  containerEndpoints: false,
  ecsCaller: false,
  apiPort: 80,
};

let local: LocalAws;
beforeAll(async () => {
  local = await LocalAws.start();
}, 120_000);
afterAll(() => local.stop());

const idOf = (id: string | undefined): string => {
  if (id === undefined) throw new Error('the emulator gave no id');
  return id;
};

/** A VPC with both DNS attributes on, and nothing in it. */
async function emptyVpc(CidrBlock: string): Promise<string> {
  const { ec2 } = local.aws;
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock }));
  const VpcId = idOf(Vpc?.VpcId);
  const EnableDnsHostnames = { Value: true };
  await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames }));
  return VpcId;
}

/** The same with a subnet in each zone and a main table that leads to an internet gateway. */
async function openVpc(CidrBlock: string, ...subnets: readonly (readonly [string, string])[]) {
  const { ec2 } = local.aws;
  const VpcId = await emptyVpc(CidrBlock);
  const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}));
  const InternetGatewayId = idOf(InternetGateway?.InternetGatewayId);
  await ec2.send(new AttachInternetGatewayCommand({ VpcId, InternetGatewayId }));
  const RouteTableId = await mainTable(VpcId);
  const DestinationCidrBlock = '0.0.0.0/0';
  await ec2.send(
    new CreateRouteCommand({ RouteTableId, DestinationCidrBlock, GatewayId: InternetGatewayId }),
  );
  for (const [letter, block] of subnets) await addSubnet(VpcId, letter, block);
  return VpcId;
}

async function mainTable(vpcId: string): Promise<string> {
  const Filters = [{ Name: 'vpc-id', Values: [vpcId] }];
  const { RouteTables = [] } = await local.aws.ec2.send(
    new DescribeRouteTablesCommand({ Filters }),
  );
  return idOf(RouteTables[0]?.RouteTableId);
}

async function addSubnet(VpcId: string, letter: string, CidrBlock: string): Promise<string> {
  const AvailabilityZone = `${REGION}${letter}`;
  const { Subnet } = await local.aws.ec2.send(
    new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone }),
  );
  return idOf(Subnet?.SubnetId);
}

async function plan(
  vpcId: string,
  change: Partial<AdoptedSettings> = {},
): Promise<Adoption | Refusal> {
  const { ec2, elb, lambda } = local.aws;
  const account = { id: '000000000000', region: REGION, ec2, elb, lambda };
  return planAdoption(await readSnapshot(account, { vpcId }), {
    settings: { ...settings, ...change },
    ledger: { zones: new Map(), private: new Map(), public: new Map() },
  });
}

const blocksOf = (result: Adoption | Refusal) =>
  'problems' in result ? result.problems : [...result.privateSubnetCidrs.values()];

it('a full VPC is refused', async () => {
  const vpcId = await openVpc('10.1.0.0/24', ['a', '10.1.0.0/25'], ['b', '10.1.0.128/25']);
  expect(blocksOf(await plan(vpcId))).toEqual([expect.stringMatching(/has no room for 2 private/)]);
});

it('gateway endpoints on the tables of the VPC are left alone, and no hindrance', async () => {
  const VpcId = await openVpc('10.3.0.0/16', ['a', '10.3.0.0/24'], ['b', '10.3.1.0/24']);
  const RouteTableIds = [await mainTable(VpcId)];
  for (const service of ['s3', 'dynamodb']) {
    const ServiceName = `com.amazonaws.${REGION}.${service}`;
    await local.aws.ec2.send(
      new CreateVpcEndpointCommand({
        VpcId,
        ServiceName,
        RouteTableIds,
        VpcEndpointType: 'Gateway',
      }),
    );
  }
  expect(await plan(VpcId)).toMatchObject({ existingVpc: { id: VpcId }, notes: [] });
});

it('an endpoint of CloudWatch Logs with private DNS is adopted with its group', async () => {
  const { ec2 } = local.aws;
  const VpcId = await openVpc('10.4.0.0/16', ['a', '10.4.0.0/24'], ['b', '10.4.1.0/24']);
  const { GroupId } = await ec2.send(
    new CreateSecurityGroupCommand({ VpcId, GroupName: 'logs', Description: 'admits nobody' }),
  );
  const { VpcEndpoint } = await ec2.send(
    new CreateVpcEndpointCommand({
      VpcId,
      ServiceName: `com.amazonaws.${REGION}.logs`,
      VpcEndpointType: 'Interface',
      PrivateDnsEnabled: true,
      SecurityGroupIds: [idOf(GroupId)],
    }),
  );
  const id = VpcEndpoint?.VpcEndpointId;
  expect(await plan(VpcId)).toMatchObject({
    existingVpc: { interfaceEndpoints: { logs: { id, securityGroupId: GroupId } } },
    notes: [expect.stringContaining('must admit port 443')],
  });
});

it('a VPC without a resolver is refused', async () => {
  const VpcId = await openVpc('10.5.0.0/16');
  const EnableDnsSupport = { Value: false };
  await local.aws.ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsSupport }));
  expect(blocksOf(await plan(VpcId))).toEqual([expect.stringMatching(/enableDnsSupport off/)]);
});

it('a VPC without an internet gateway is refused where something needs it', async () => {
  const vpcId = await emptyVpc('10.6.0.0/16');
  expect(blocksOf(await plan(vpcId))).toEqual([expect.stringMatching(/no internet gateway/)]);
  expect(blocksOf(await plan(vpcId, { natMode: 'none' }))).toEqual(['10.6.0.0/24', '10.6.1.0/24']);
});

it('a VPC with subnets in one zone gets both tiers in a second one', async () => {
  const result = await plan(await openVpc('10.7.0.0/16', ['b', '10.7.0.0/24']));
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  expect(result.azNames.get('A')).toBe('us-east-1b');
  expect(result.azNames.get('B')).not.toBe('us-east-1b');
  expect(result.existingVpc.publicSubnetIds).toBeUndefined();
  expect(result.publicSubnetCidrs.size).toBe(2);
});

it('a peering whose routes overlap gives no other blocks', async () => {
  const { ec2 } = local.aws;
  const VpcId = await openVpc('10.8.0.0/16', ['a', '10.8.0.0/24'], ['b', '10.8.1.0/24']);
  const PeerVpcId = await emptyVpc('10.9.0.0/16');
  const { VpcPeeringConnection } = await ec2.send(
    new CreateVpcPeeringConnectionCommand({ VpcId, PeerVpcId }),
  );
  await ec2.send(
    new CreateRouteCommand({
      RouteTableId: await mainTable(VpcId),
      DestinationCidrBlock: '10.0.0.0/8',
      VpcPeeringConnectionId: VpcPeeringConnection?.VpcPeeringConnectionId,
    }),
  );
  expect(blocksOf(await plan(VpcId))).toEqual(['10.8.2.0/24', '10.8.3.0/24']);
});
