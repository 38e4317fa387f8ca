import type { Snapshot } from '@private-lambda/inventory/snapshot';
import type { AdoptedSettings, Adoption, Refusal } from '../src/adoption.ts';
import { planAdoption } from '../src/plan-adoption.ts';

const settings: AdoptedSettings = {
  azs: 'AB',
  natMode: 'single',
  logsEndpoint: true,
  containerEndpoints: false,
  ecsCaller: false,
};
const VPC = 'vpc-0a1b2c3d';

/** The default VPC as AWS makes it (VPC user guide, "Default VPCs"): a public /20 in each zone, and no table but main. */
function defaultVpc(changes: Partial<Snapshot> = {}): Snapshot {
  const zones = ['a', 'b', 'c'].map((letter, index) => ({
    ZoneName: `eu-central-1${letter}`,
    ZoneId: `euc1-az${3 - index}`,
    ZoneType: 'availability-zone',
    State: 'available',
  }));
  return {
    SnapshotVersion: 1,
    AccountId: '111122223333',
    Region: 'eu-central-1',
    VpcId: VPC,
    NotKnown: {},
    Vpcs: [{ VpcId: VPC, CidrBlock: '172.31.0.0/16', IsDefault: true, OwnerId: '111122223333' }],
    VpcAttributes: { EnableDnsSupport: true, EnableDnsHostnames: true },
    Subnets: zones.map(({ ZoneName }, index) => ({
      SubnetId: `subnet-${index}`,
      CidrBlock: `172.31.${index * 16}.0/20`,
      AvailabilityZone: ZoneName,
      AvailableIpAddressCount: 4000,
    })),
    RouteTables: [
      {
        RouteTableId: 'rtb-main',
        Associations: [{ Main: true }],
        Routes: [
          { DestinationCidrBlock: '172.31.0.0/16', GatewayId: 'local' },
          { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1', State: 'active' },
        ],
      },
    ],
    InternetGateways: [{ InternetGatewayId: 'igw-1' }],
    VpcEndpoints: [],
    AvailabilityZones: zones,
    Addresses: [],
    AccountAttributes: [
      { AttributeName: 'vpc-max-elastic-ips', AttributeValues: [{ AttributeValue: '5' }] },
    ],
    ...changes,
  };
}

function plan(snapshot: Snapshot, change: Partial<AdoptedSettings> = {}, ids?: string[]): Adoption {
  const result = planAdoption(snapshot, {
    settings: { ...settings, ...change },
    ...(ids && { privateSubnetIds: ids }),
  });
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  return result;
}

function problems(
  snapshot: Snapshot,
  change: Partial<AdoptedSettings> = {},
  ids?: string[],
): Refusal['problems'] {
  const result = planAdoption(snapshot, {
    settings: { ...settings, ...change },
    ...(ids && { privateSubnetIds: ids }),
  });
  return 'problems' in result ? result.problems : [];
}

describe('a default VPC', () => {
  it('gives its internet gateway and public subnets, and free blocks in their zones', () => {
    const adoption = plan(defaultVpc());
    expect(adoption.existingVpc).toEqual({
      id: VPC,
      cidrs: ['172.31.0.0/16'],
      internetGatewayId: 'igw-1',
      publicSubnetIds: { A: 'subnet-2', B: 'subnet-1' },
    });
    expect([...adoption.azNames]).toEqual([
      ['A', 'eu-central-1c'],
      ['B', 'eu-central-1b'],
    ]);
    expect([...adoption.privateSubnetCidrs.values()]).toEqual(['172.31.48.0/24', '172.31.49.0/24']);
    expect([...adoption.publicSubnetCidrs.values()]).toEqual(['172.31.32.0/20', '172.31.16.0/20']);
  });

  it('gives no gateway and no public tier where nothing needs them', () => {
    const { existingVpc, publicSubnetCidrs } = plan(defaultVpc(), { natMode: 'none' });
    expect(existingVpc).toEqual({ id: VPC, cidrs: ['172.31.0.0/16'] });
    expect(publicSubnetCidrs.size).toBe(0);
  });
});

describe('the public tier', () => {
  it('is made where the subnets in these zones lead nowhere', () => {
    const main = { RouteTableId: 'rtb-main', Associations: [{ Main: true }], Routes: [] };
    const { existingVpc, publicSubnetCidrs } = plan(defaultVpc({ RouteTables: [main] }));
    expect(existingVpc.publicSubnetIds).toBeUndefined();
    expect([...publicSubnetCidrs.values()]).toEqual(['172.31.50.0/27', '172.31.50.32/27']);
  });

  it('counts an own association before the main table', () => {
    const snapshot = defaultVpc();
    const own = { RouteTableId: 'rtb-own', Associations: [{ SubnetId: 'subnet-2' }], Routes: [] };
    const RouteTables = [own, ...(snapshot.RouteTables ?? [])];
    const { existingVpc } = plan({ ...snapshot, RouteTables });
    expect(existingVpc.publicSubnetIds).toEqual({ A: 'subnet-1', B: 'subnet-0' });
  });
});

describe('blocks', () => {
  it('are as small as /27 before a VPC is full', () => {
    const Vpcs = [{ VpcId: VPC, CidrBlock: '10.9.0.0/24' }];
    const Subnets = [
      { SubnetId: 'subnet-0', CidrBlock: '10.9.0.0/25', AvailabilityZone: 'eu-central-1a' },
      { SubnetId: 'subnet-1', CidrBlock: '10.9.0.128/26', AvailabilityZone: 'eu-central-1b' },
    ];
    const { privateSubnetCidrs, notes } = plan(defaultVpc({ Vpcs, Subnets }), { natMode: 'none' });
    expect([...privateSubnetCidrs.values()]).toEqual(['10.9.0.192/27', '10.9.0.224/27']);
    expect(notes).toEqual(['the private subnets are /27: nothing larger is free']);
  });

  it('come from a secondary range when the primary one is full', () => {
    const Vpcs = [
      {
        VpcId: VPC,
        CidrBlock: '10.9.0.0/24',
        CidrBlockAssociationSet: [
          { CidrBlock: '10.9.0.0/24', CidrBlockState: { State: 'associated' } },
          { CidrBlock: '10.8.0.0/16', CidrBlockState: { State: 'disassociated' } },
          { CidrBlock: '100.64.0.0/20', CidrBlockState: { State: 'associated' } },
        ],
      },
    ];
    const Subnets = [
      { SubnetId: 'subnet-0', CidrBlock: '10.9.0.0/24', AvailabilityZone: 'eu-central-1a' },
    ];
    const { privateSubnetCidrs, existingVpc } = plan(defaultVpc({ Vpcs, Subnets }), {
      natMode: 'none',
    });
    expect(existingVpc.cidrs).toEqual(['10.9.0.0/24', '100.64.0.0/20']);
    expect([...privateSubnetCidrs.values()]).toEqual(['100.64.0.0/24', '100.64.1.0/24']);
  });
});

describe('an interface endpoint of CloudWatch Logs with private DNS', () => {
  const endpoint = {
    VpcEndpointId: 'vpce-1',
    VpcEndpointType: 'Interface',
    ServiceName: 'com.amazonaws.eu-central-1.logs',
    PrivateDnsEnabled: true,
    State: 'available',
    Groups: [{ GroupId: 'sg-logs' }],
  };

  it('is adopted, and what its group must admit is said', () => {
    const { existingVpc, notes } = plan(defaultVpc({ VpcEndpoints: [endpoint] }));
    expect(existingVpc.interfaceEndpoints).toEqual({
      logs: { id: 'vpce-1', securityGroupId: 'sg-logs' },
    });
    expect(notes).toEqual([
      expect.stringMatching(/^vpce-1 answers for logs .* sg-logs must admit port 443/),
    ]);
  });

  it.each([
    ['without private DNS', { PrivateDnsEnabled: false }],
    ['of another service', { ServiceName: 'com.amazonaws.eu-central-1.ecs' }],
    ['on its way out', { State: 'deleting' }],
  ])('%s is left alone', (_, change) => {
    const { existingVpc, notes } = plan(defaultVpc({ VpcEndpoints: [{ ...endpoint, ...change }] }));
    expect(existingVpc.interfaceEndpoints).toBeUndefined();
    expect(notes).toEqual([]);
  });
});

describe('subnets in which nothing may be made', () => {
  const shared = { Vpcs: [{ VpcId: VPC, CidrBlock: '172.31.0.0/16', OwnerId: '999988887777' }] };
  const none = { natMode: 'none', logsEndpoint: false } as const;
  const noRoutes = {
    RouteTables: [{ RouteTableId: 'rtb-main', Associations: [{ Main: true }], Routes: [] }],
  };

  it('are taken with their blocks and zones', () => {
    const snapshot = defaultVpc({ ...shared, ...noRoutes });
    const adoption = plan(snapshot, none, ['subnet-0', 'subnet-2']);
    expect(adoption.existingVpc.privateSubnetIds).toEqual({ A: 'subnet-0', B: 'subnet-2' });
    expect([...adoption.azNames.values()]).toEqual(['eu-central-1a', 'eu-central-1c']);
    expect([...adoption.privateSubnetCidrs.values()]).toEqual(['172.31.0.0/20', '172.31.32.0/20']);
  });

  it.each([
    [['subnet-0', 'subnet-9'], /subnet-9 is no subnet of this VPC/],
    [['subnet-0'], /found 1, expected 2/],
    [['subnet-0', 'subnet-0'], /two of them are in one zone/],
  ])('%p are refused', (ids, line) => {
    const found = problems(defaultVpc({ ...shared, ...noRoutes }), none, ids);
    expect(found).toEqual(expect.arrayContaining([expect.stringMatching(line)]));
  });

  it('are refused where they lead to the internet gateway', () => {
    expect(problems(defaultVpc(shared), none, ['subnet-0', 'subnet-1'])).toEqual([
      expect.stringMatching(/route table of subnet-0 leads to the internet gateway/),
      expect.stringMatching(/route table of subnet-1 leads to the internet gateway/),
    ]);
  });

  it('must be named in a VPC of another account', () => {
    expect(problems(defaultVpc(shared))).toEqual([
      expect.stringMatching(/is shared by account 999988887777.*--private-subnets/),
    ]);
  });

  it('go with no NAT gateway and no endpoints of ours', () => {
    expect(problems(defaultVpc(noRoutes), {}, ['subnet-0', 'subnet-1'])).toEqual([
      expect.stringMatching(/set natMode: none and logsEndpoint: false/),
    ]);
  });
});

describe('what stops an adoption', () => {
  const lines: readonly [string, Partial<Snapshot>, RegExp][] = [
    [
      'DNS names off',
      { VpcAttributes: { EnableDnsSupport: true, EnableDnsHostnames: false } },
      /enableDnsHostnames off.*aws ec2 modify-vpc-attribute --vpc-id vpc-0a1b2c3d --enable-dns-hostnames/,
    ],
    [
      'no resolver',
      { VpcAttributes: { EnableDnsSupport: false, EnableDnsHostnames: true } },
      /enableDnsSupport off.*--enable-dns-support/,
    ],
    ['no internet gateway', { InternetGateways: [] }, /no internet gateway.*natMode: none/],
    [
      'one zone',
      { AvailabilityZones: [{ ZoneName: 'eu-central-1a', ZoneId: 'euc1-az2' }] },
      /has 1 zones for this \(eu-central-1a\), and azs AB needs 2/,
    ],
    [
      'no room',
      { Subnets: [{ SubnetId: 'subnet-0', CidrBlock: '172.31.0.0/16' }] },
      /has no room for 2 private blocks of \/27/,
    ],
    [
      'no Elastic IP left',
      { Addresses: Array.from({ length: 5 }, () => ({})) },
      /5 of 5 Elastic IPs.*natMode single needs 1/,
    ],
  ];

  it.each(lines)('%s is one line with the way out', (_, change, line) => {
    expect(problems(defaultVpc(change))).toEqual([expect.stringMatching(line)]);
  });

  it('a private name of ECR that is taken is one line with the way out', () => {
    const VpcEndpoints = [
      {
        VpcEndpointId: 'vpce-2',
        VpcEndpointType: 'Interface',
        ServiceName: 'com.amazonaws.eu-central-1.ecr.api',
        PrivateDnsEnabled: true,
      },
    ];
    expect(problems(defaultVpc({ VpcEndpoints }), { containerEndpoints: true })).toEqual([
      expect.stringMatching(/^vpce-2 already has a private name of ECR.*containerEndpoints: false/),
    ]);
  });

  it('a part that could not be read is named, and nothing is guessed', () => {
    const { RouteTables, ...rest } = defaultVpc();
    const NotKnown = { RouteTables: 'UnauthorizedOperation: no' };
    expect(problems({ ...rest, NotKnown })).toEqual([
      'RouteTables are not known (UnauthorizedOperation: no); expected the right to describe them',
    ]);
  });

  it('all reasons come at once', () => {
    const VpcAttributes = { EnableDnsSupport: false, EnableDnsHostnames: false };
    expect(problems(defaultVpc({ VpcAttributes, InternetGateways: [] }))).toHaveLength(3);
  });
});
