import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { readStage } from '@private-lambda/packaging/read-stage';
import { stackNameOf } from '@private-lambda/system/stack-name';
import { frozenRoot } from '../../../../test/fixture/frozen-system.ts';
import { describeFrozen } from '../../../../test/support/describe-frozen.ts';
import { listPackaged } from '../../../../test/support/packaged-template.ts';
import { NOTHING_ELSE } from '../../../inventory/test/support/nothing-else.ts';
import { checkPolicy } from '../../src/policy/check-policy.ts';
import { projectPolicy } from '../../src/project/project-policy.ts';

const directory = mkdtempSync(join(tmpdir(), 'adopted-'));
afterAll(() => rmSync(directory, { recursive: true }));

type Entry = NonNullable<NonNullable<Snapshot['NetworkAcls']>[number]['Entries']>[number];

const allowAll = [false, true].map(
  (Egress): Entry => ({
    RuleNumber: 100,
    RuleAction: 'allow',
    Egress,
    Protocol: '-1',
    CidrBlock: '0.0.0.0/0',
  }),
);

const acl = (Entries: Entry[]) => ({
  NetworkAclId: 'acl-1',
  VpcId: 'vpc-1',
  IsDefault: true,
  Associations: [{ SubnetId: 'subnet-a' }, { SubnetId: 'subnet-b' }],
  Entries,
});

type Route = { DestinationCidrBlock: string; GatewayId: string };
const toInternet: Route = { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1' };
const main = (...Routes: Route[]) => ({
  RouteTableId: 'rtb-main',
  VpcId: 'vpc-1',
  Associations: [{ Main: true }],
  Routes,
});

type Group = NonNullable<Snapshot['SecurityGroups']>[number];
type Permission = NonNullable<Group['IpPermissions']>[number];

const group = (GroupId: string, IpPermissions: Permission[]): Group => ({
  GroupId,
  GroupName: GroupId,
  VpcId: 'vpc-1',
  IpPermissions,
  IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
});

/** A VPC with two public subnets and an instance in one of them. */
function vpc(cidr: string, changes: Partial<Snapshot> = {}): Snapshot {
  const prefix = cidr.split('.').slice(0, 2).join('.');
  return {
    SnapshotVersion: 1,
    Region: 'us-east-1',
    VpcId: 'vpc-1',
    NotKnown: {},
    Vpcs: [{ VpcId: 'vpc-1', CidrBlock: cidr }],
    VpcAttributes: { EnableDnsSupport: true, EnableDnsHostnames: true },
    Subnets: ['a', 'b'].map((letter, index) => ({
      SubnetId: `subnet-${letter}`,
      VpcId: 'vpc-1',
      CidrBlock: `${prefix}.240.${index * 64}/26`,
      AvailabilityZone: `us-east-1${letter}`,
    })),
    RouteTables: [main(toInternet)],
    InternetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-1' }] }],
    NatGateways: [],
    NetworkAcls: [acl(allowAll)],
    SecurityGroups: [group('sg-office', [])],
    VpcEndpoints: [],
    NetworkInterfaces: [
      {
        NetworkInterfaceId: 'eni-1',
        VpcId: 'vpc-1',
        SubnetId: 'subnet-a',
        InterfaceType: 'interface',
        Attachment: { InstanceId: 'i-1' },
        Groups: [{ GroupId: 'sg-office' }],
      },
    ],
    ...NOTHING_ELSE,
    ...changes,
  };
}

const BETWEEN = {
  ExistingVpcId: 'vpc-1',
  ExistingInternetGatewayId: 'igw-1',
  ExistingPublicSubnetA: 'subnet-a',
  ExistingPublicSubnetB: 'subnet-b',
};

/** Only the frozen stage is known to have blocks and settings that fit this VPC. */
const stage = 'dev';
const network = stackNameOf('network', stage);
const vpcCidr = '10.20.0.0/16';

/** Claim → outcome, of the stage in this VPC. */
async function outcomes(
  snapshot: Snapshot,
  parameters: Readonly<Record<string, string>> = BETWEEN,
): Promise<Record<string, string>> {
  const inventory = join(directory, 'vpc.json');
  writeFileSync(inventory, JSON.stringify(snapshot));
  const packaged = listPackaged().map((one) =>
    one.stackName === network ? { ...one, parameters: { ...one.parameters, ...parameters } } : one,
  );
  const policy = projectPolicy(stage, readStage(stage), packaged, inventory);
  const policyFile = join(frozenRoot, 'reach.yml');
  const { claims } = await checkPolicy({ ...policy, policyFile });
  return Object.fromEntries(claims.map(({ id, outcome }) => [id, outcome]));
}

const broken = (found: Readonly<Record<string, string>>) =>
  Object.entries(found).filter(([, outcome]) => !['satisfied', 'absent'].includes(outcome));

describeFrozen('reach.yml on a stage in an existing VPC', () => {
  it('holds, and makes every claim that it makes of an own one', async () => {
    const found = await outcomes(vpc(vpcCidr));
    expect(broken(found)).toEqual([]);
    expect(found).toMatchObject({
      'api-clients-reach-the-protected-function': 'satisfied',
      'only-api-clients-reach-the-protected-function': 'satisfied',
      'internet-clients-leave-through-nat': 'satisfied',
      'logs-through-the-interface-endpoint': 'satisfied',
      's3-through-the-gateway-endpoint': 'satisfied',
    });
  });

  it('does not mind what the main route table says', async () => {
    const elsewhere = { DestinationCidrBlock: '10.0.0.0/8', GatewayId: 'vgw-1' };
    const RouteTables = [main(toInternet, elsewhere)];
    expect(broken(await outcomes(vpc(vpcCidr, { RouteTables })))).toEqual([]);
  });

  it('fails where the default ACL cuts the ports of answers', async () => {
    const cut = [false, true].map((Egress) => ({
      RuleNumber: 90,
      RuleAction: 'deny',
      Egress,
      Protocol: '6',
      CidrBlock: '0.0.0.0/0',
      PortRange: { From: 1024, To: 65535 },
    }));
    const NetworkAcls = [acl([...cut, ...allowAll])];
    expect(await outcomes(vpc(vpcCidr, { NetworkAcls }))).toMatchObject({
      // Whoever stands in the same subnet as that node of the load balancer passes no ACL.
      'api-clients-reach-the-protected-function': 'undecided',
      'internet-clients-leave-through-nat': 'violated',
    });
  });

  it('fails where the public subnet of the NAT gateway leads nowhere', async () => {
    expect(await outcomes(vpc(vpcCidr, { RouteTables: [main()] }))).toMatchObject({
      'internet-clients-leave-through-nat': 'violated',
    });
  });

  it('holds beside neighbours of whom not everything is known', async () => {
    const base = vpc(vpcCidr);
    const neighbour = (id: string, SubnetId: string, ...groups: string[]) => ({
      NetworkInterfaceId: id,
      VpcId: 'vpc-1',
      SubnetId,
      InterfaceType: 'interface',
      Groups: groups.map((GroupId) => ({ GroupId })),
    });
    const found = await outcomes({
      ...base,
      Subnets: [...(base.Subnets ?? []), { SubnetId: 'subnet-v6', VpcId: 'vpc-1' }],
      RouteTables: [
        main(toInternet),
        {
          RouteTableId: 'rtb-firewall',
          VpcId: 'vpc-1',
          Associations: [{ SubnetId: 'subnet-v6' }],
          Routes: [{ DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'vpce-firewall' }],
        },
      ],
      NetworkInterfaces: [
        neighbour('eni-v6', 'subnet-v6', 'sg-office'),
        // A group of another VPC, as "Associate security groups with multiple VPCs" lets people have it.
        neighbour('eni-guest', 'subnet-a', 'sg-elsewhere'),
        neighbour('eni-bare', 'subnet-a'),
      ],
    });
    expect(broken(found)).toEqual([]);
  });

  it('is undecided where a part of the VPC is not known', async () => {
    const { NetworkAcls, ...rest } = vpc(vpcCidr);
    expect(await outcomes(rest)).toMatchObject({
      'api-clients-reach-the-protected-function': 'undecided',
    });
  });
});

describeFrozen('reach.yml with the endpoint of CloudWatch Logs that is there', () => {
  const adopted = {
    ...BETWEEN,
    ExistingLogsEndpointId: 'vpce-1',
    ExistingLogsEndpointSecurityGroupId: 'sg-logs',
  };
  const admitting = (...IpRanges: { CidrIp: string }[]) =>
    vpc(vpcCidr, {
      VpcEndpoints: [
        {
          VpcEndpointId: 'vpce-1',
          VpcEndpointType: 'Interface',
          VpcId: 'vpc-1',
          ServiceName: 'com.amazonaws.us-east-1.logs',
          PrivateDnsEnabled: true,
          SubnetIds: ['subnet-a', 'subnet-b'],
          Groups: [{ GroupId: 'sg-logs' }],
        },
      ],
      SecurityGroups: [
        group('sg-office', []),
        group('sg-logs', [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges }]),
      ],
    });

  it('holds where its group admits the VPC', async () => {
    const found = await outcomes(admitting({ CidrIp: vpcCidr }), adopted);
    expect(broken(found)).toEqual([]);
    expect(found['logs-through-the-interface-endpoint']).toBe('satisfied');
  });

  it('fails where its group admits nobody', async () => {
    expect(await outcomes(admitting(), adopted)).toMatchObject({
      'logs-through-the-interface-endpoint': 'violated',
    });
  });
});

describeFrozen('reach.yml in private subnets that are there', () => {
  const given = {
    NatMode: 'none',
    WithLogsEndpoint: 'false',
    ExistingVpcId: 'vpc-1',
    ExistingPrivateSubnetA: 'subnet-a',
    ExistingPrivateSubnetB: 'subnet-b',
  };
  const closed = vpc(vpcCidr, { RouteTables: [main()] });

  it('holds, and claims nothing of gateways that are not made', async () => {
    const found = await outcomes(closed, given);
    expect(broken(found)).toEqual([]);
    expect(found).toMatchObject({
      'api-clients-reach-the-protected-function': 'satisfied',
      'internet-clients-leave-through-nat': 'absent',
      's3-through-the-gateway-endpoint': 'absent',
    });
  });

  it('does not hold where one of them is not in this VPC', async () => {
    const found = await outcomes(closed, { ...given, ExistingPrivateSubnetA: 'subnet-gone' });
    expect(found['api-clients-reach-the-protected-function']).not.toBe('satisfied');
    expect(found['only-api-clients-reach-the-protected-function']).not.toBe('satisfied');
  });
});
