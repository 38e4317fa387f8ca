import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { readLedger } from '../src/ledger.ts';
import { planAdoption } from '../src/plan-adoption.ts';
import { defaultVpc, NOTHING, plan, problems, settings, VPC } from './support/default-vpc.ts';

type Subnet = NonNullable<Snapshot['Subnets']>[number];
type Route = NonNullable<NonNullable<Snapshot['RouteTables']>[number]['Routes']>[number];

/** The default VPC with something changed in the subnet of each number. */
function withSubnets(changes: Readonly<Record<number, Partial<Subnet>>>): Snapshot {
  const { Subnets = [] } = defaultVpc();
  return defaultVpc({ Subnets: Subnets.map((each, index) => ({ ...each, ...changes[index] })) });
}

/** The default VPC whose main table has these routes. */
function withRoutes(...Routes: Route[]): Snapshot {
  const table = { RouteTableId: 'rtb-main', VpcId: VPC, Associations: [{ Main: true }], Routes };
  return defaultVpc({ RouteTables: [table] });
}

const none = { natMode: 'none', logsEndpoint: false } as const;
const out = { GatewayId: 'igw-1', State: 'active' };

describe('a subnet is no public one', () => {
  it.each<[string, Snapshot]>([
    [
      'whose default route is a black hole',
      withRoutes({ ...out, DestinationCidrBlock: '0.0.0.0/0', State: 'blackhole' }),
    ],
    [
      'whose default route is a transit gateway',
      withRoutes({ TransitGatewayId: 'tgw-1', DestinationCidrBlock: '0.0.0.0/0' }),
    ],
    [
      'that gives public addresses without a route',
      defaultVpc({
        RouteTables: [],
        Subnets: defaultVpc().Subnets?.map((each) => ({ ...each, MapPublicIpOnLaunch: true })),
      }),
    ],
    ['that leads out for IPv6 alone', withRoutes({ ...out, DestinationIpv6CidrBlock: '::/0' })],
    ['that leads to one prefix list', withRoutes({ ...out, DestinationPrefixListId: 'pl-1' })],
    [
      'that leads to half of the internet',
      withRoutes({ ...out, DestinationCidrBlock: '0.0.0.0/1' }),
    ],
    [
      'of which half of the internet is elsewhere',
      withRoutes(
        { ...out, DestinationCidrBlock: '0.0.0.0/0' },
        { TransitGatewayId: 'tgw-1', DestinationCidrBlock: '128.0.0.0/1' },
      ),
    ],
    [
      'on an Outpost',
      withSubnets({
        0: { OutpostArn: 'arn:1' },
        1: { OutpostArn: 'arn:1' },
        2: { OutpostArn: 'arn:1' },
      }),
    ],
    [
      'without a free address',
      withSubnets({
        0: { AvailableIpAddressCount: 0 },
        1: { AvailableIpAddressCount: 0 },
        2: { AvailableIpAddressCount: 0 },
      }),
    ],
  ])('%s', (_, snapshot) => {
    const { existingVpc, publicSubnetCidrs } = plan(snapshot);
    expect(existingVpc.publicSubnetIds).toBeUndefined();
    expect(publicSubnetCidrs.size).toBe(2);
  });

  it('but one with a default route in two halves is', () => {
    const halves = ['0.0.0.0/1', '128.0.0.0/1'].map((each) => ({
      ...out,
      DestinationCidrBlock: each,
    }));
    expect(plan(withRoutes(...halves)).existingVpc.publicSubnetIds).toBeDefined();
  });

  it('for a load balancer when it is a /28', () => {
    const small = withSubnets({ 2: { CidrBlock: '172.31.32.0/28', AvailableIpAddressCount: 11 } });
    expect(plan(small).existingVpc.publicSubnetIds).toEqual({ A: 'subnet-2', B: 'subnet-1' });
    const { existingVpc } = plan(small, { ecsCaller: true });
    expect(existingVpc.publicSubnetIds).toEqual({ A: 'subnet-1', B: 'subnet-0' });
  });
});

describe('zones', () => {
  it('with a public subnet that has room go first', () => {
    const { azNames } = plan(withSubnets({ 2: { AvailableIpAddressCount: 0 } }));
    expect([...azNames.values()]).toEqual(['eu-central-1b', 'eu-central-1a']);
  });

  it('that the stage file names are taken at the first adoption, too', () => {
    const zones = new Map([['A', 'eu-central-1a'] as const]);
    const { azNames } = plan(defaultVpc(), {}, undefined, { ...NOTHING, zones });
    expect([...azNames.values()]).toEqual(['eu-central-1a', 'eu-central-1c']);
  });

  it.each([
    ['that the Region does not have', 'us-east-1a', {}],
    ['of another kind', 'eu-central-1a', { ZoneType: 'local-zone' }],
    ['that are old', 'eu-central-1a', { ZoneId: 'use1-az3' }],
  ])('%s are refused when they are named', (_, named, change) => {
    const [first, ...others] = defaultVpc().AvailabilityZones ?? [];
    const AvailabilityZones = [{ ZoneName: 'eu-central-1a', ...first, ...change }, ...others];
    const zones = new Map([['A', named] as const]);
    expect(
      problems(defaultVpc({ AvailabilityZones }), {}, undefined, { ...NOTHING, zones }),
    ).toEqual([expect.stringMatching(`^azNames.A: found ${named}, expected one of`)]);
  });
});

describe('given private subnets', () => {
  const at = (change: Partial<Subnet>) => {
    const { Subnets } = withSubnets({ 0: change });
    const RouteTables = [{ RouteTableId: 'rtb-1', Associations: [{ Main: true }] }];
    return defaultVpc({ RouteTables, Subnets });
  };

  it.each<[string, Snapshot, RegExp]>([
    ['on an Outpost', at({ OutpostArn: 'arn:1' }), /subnet-0 is on an Outpost/],
    [
      'in a Local Zone',
      at({ AvailabilityZone: 'eu-central-1-ham-1a' }),
      /is in eu-central-1-ham-1a, .* expected one in/,
    ],
    ['of /28', at({ CidrBlock: '172.31.0.0/28' }), /subnet-0 is 172.31.0.0\/28; .* \/27/],
    ['that are full', at({ AvailableIpAddressCount: 7 }), /subnet-0 has 7 free addresses/],
    [
      'without IPv4',
      at({ CidrBlock: undefined }),
      /subnet-0 is no subnet of this VPC with an IPv4 block/,
    ],
    [
      'that lead out through a prefix list',
      withRoutes({ ...out, DestinationPrefixListId: 'pl-1' }),
      /route table of subnet-0 leads to the internet gateway/,
    ],
  ])('%s are refused', (_, snapshot, line) => {
    expect(problems(snapshot, none, ['subnet-0', 'subnet-1'])).toContainEqual(
      expect.stringMatching(line),
    );
  });

  it('may lead to a transit gateway', () => {
    const route = { TransitGatewayId: 'tgw-1', DestinationCidrBlock: '0.0.0.0/0' };
    expect(problems(withRoutes(route), none, ['subnet-0', 'subnet-1'])).toEqual([]);
  });

  it('that are kept may be as full as the stage has made them', () => {
    const first = plan(at({}), none, ['subnet-0', 'subnet-1']);
    const stage = JSON.parse(JSON.stringify({ existingVpc: first.existingVpc }));
    const ledger = readLedger(stage, VPC);
    const full = at({ AvailableIpAddressCount: 3 });
    expect(plan(full, none, undefined, ledger).existingVpc).toEqual(first.existingVpc);
  });

  it('have no public ones made beside them', () => {
    const line = /no public ones are made.*ecsCaller: false/;
    expect(problems(at({}), { ...none, ecsCaller: true }, ['subnet-0', 'subnet-1'])).toEqual([
      expect.stringMatching(line),
    ]);
  });
});

it('given subnets whose route table is not known are refused', () => {
  const RouteTables = [{ RouteTableId: 'rtb-1', Associations: [{ SubnetId: 'subnet-0' }] }];
  const change = { natMode: 'none', logsEndpoint: false } as const;
  expect(problems(defaultVpc({ RouteTables }), change, ['subnet-0', 'subnet-1'])).toEqual([
    expect.stringContaining('the route table of subnet-1 is not known'),
  ]);
});

describe('blocks of another stage', () => {
  const otherBlocks = [{ stage: 'prod', cidr: '172.31.48.0/23' }];
  const blocksOf = (ledger = NOTHING) => {
    const result = planAdoption(defaultVpc(), { settings, ledger, otherBlocks });
    if ('problems' in result) throw new Error(result.problems.join('\n'));
    return result;
  };

  it('are not free, though nothing stands there yet', () => {
    expect([...blocksOf().privateSubnetCidrs.values()]).toEqual([
      '172.31.50.0/24',
      '172.31.51.0/24',
    ]);
  });

  it('that the stage has itself stay, and it is said', () => {
    const kept = new Map([['A', '172.31.48.0/24'] as const]);
    const { privateSubnetCidrs, notes } = blocksOf({ ...NOTHING, private: kept });
    expect(privateSubnetCidrs.get('A')).toBe('172.31.48.0/24');
    expect(notes).toEqual([expect.stringMatching(/overlaps 172.31.48.0\/23 of .*prod.yml/)]);
  });
});

describe('an endpoint of CloudWatch Logs', () => {
  const endpoint = {
    VpcEndpointId: 'vpce-1',
    VpcEndpointType: 'Interface',
    ServiceName: 'com.amazonaws.eu-central-1.logs',
    PrivateDnsEnabled: true,
    Groups: [{ GroupId: 'sg-1' }, { GroupId: 'sg-2' }],
  };
  const notes = (PolicyDocument: string) =>
    plan(defaultVpc({ VpcEndpoints: [{ ...endpoint, PolicyDocument }] })).notes;
  const everything = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };

  it('may be admitted to by any of its groups', () => {
    expect(notes('')).toEqual([expect.stringMatching(/one of its groups sg-1, sg-2 must admit/)]);
  });

  it.each<[string, object[]]>([
    ['denies', [everything, { ...everything, Effect: 'Deny' }]],
    ['names an action', [{ ...everything, Action: 'logs:PutLogEvents' }]],
    [
      'has a condition',
      [{ ...everything, Condition: { StringEquals: { 'aws:PrincipalAccount': '1' } } }],
    ],
    ['allows nothing', []],
  ])('with a policy that %s is said to have one', (_, Statement) => {
    expect(notes(JSON.stringify({ Statement }))).toContainEqual(
      expect.stringMatching(/^vpce-1 has a policy of its own/),
    );
  });

  it('with the default policy is not', () => {
    expect(notes(JSON.stringify({ Statement: [everything] }))).toHaveLength(1);
  });

  it('whose groups are not known is refused', () => {
    const VpcEndpoints = [{ ...endpoint, Groups: [] }];
    expect(problems(defaultVpc({ VpcEndpoints }))).toEqual([
      expect.stringMatching(/vpce-1 .* groups are not known.*logsEndpoint: false/),
    ]);
    expect(plan(defaultVpc({ VpcEndpoints }), { logsEndpoint: false }).notes).toEqual([
      expect.stringContaining('its group (which is not known) must admit port 443'),
    ]);
  });
});

it('a VPC with dedicated tenancy is refused', () => {
  const Vpcs = [{ VpcId: VPC, CidrBlock: '172.31.0.0/16', InstanceTenancy: 'dedicated' }];
  expect(problems(defaultVpc({ Vpcs }))).toEqual([expect.stringMatching(/dedicated .*tenancy/)]);
});

it('a part that nothing of the stage needs may be unknown', () => {
  const { Addresses, AccountAttributes, InternetGateways, ...rest } = defaultVpc();
  expect(problems(rest, { natMode: 'none' })).toEqual([]);
  expect(problems(rest)).toHaveLength(3);
});

describe('DHCP options with name servers', () => {
  const asks = (...servers: string[]) =>
    defaultVpc({
      DhcpOptions: [
        {
          DhcpOptionsId: 'dopt-1',
          DhcpConfigurations: [
            { Key: 'domain-name-servers', Values: servers.map((Value) => ({ Value })) },
          ],
        },
      ],
    });

  it.each([
    [['10.0.0.53', '10.0.1.53'], '10.0.0.53 and 10.0.1.53'],
    [['8.8.8.8'], '8.8.8.8'],
    [['10.0.0.53', '172.31.0.2'], '10.0.0.53 and 172.31.0.2'],
    // The resolver of another range is none.
    [['10.0.0.2'], '10.0.0.2'],
  ])('of which the first is not the VPC’s own resolver are refused: %s', (servers, said) => {
    const line = expect.stringContaining(`asks ${said} for names (DHCP options)`);
    expect(problems(asks(...servers))).toEqual([line]);
    expect(problems(asks(...servers), { logsEndpoint: false })).toEqual([line]);
  });

  it.each([
    ['AmazonProvidedDNS'],
    ['169.254.169.253'],
    ['172.31.0.2'],
    ['172.31.0.2', '10.0.0.53'],
  ])('of which the first is it are not: %s', (...servers) => {
    expect(problems(asks(...servers))).toEqual([]);
    expect(plan(asks(...servers)).notes).toEqual([]);
  });

  it('that are not known, or none, are said', () => {
    const { DhcpOptions, ...rest } = defaultVpc();
    const { notes } = plan({ ...rest, NotKnown: { DhcpOptions: 'UnauthorizedOperation: no' } });
    expect(notes).toEqual([expect.stringContaining('(DHCP options: UnauthorizedOperation: no)')]);
    const [vpc] = rest.Vpcs ?? [];
    const none = defaultVpc({ Vpcs: [{ VpcId: VPC, ...vpc, DhcpOptionsId: 'default' }] });
    expect(plan(none).notes).toEqual([expect.stringContaining('has no DHCP options')]);
    const silent = defaultVpc({
      DhcpOptions: [{ DhcpOptionsId: 'dopt-1', DhcpConfigurations: [] }],
    });
    expect(plan(silent).notes).toEqual([expect.stringContaining('name no server')]);
  });
});

describe('a default quota that may be passed is said', () => {
  const many = <T>(count: number, item: (index: number) => T) =>
    Array.from({ length: count }, (_, index) => item(index));

  it.each<[string, Partial<Snapshot>]>([
    [
      'Subnets per VPC',
      {
        Subnets: [
          ...(defaultVpc().Subnets ?? []),
          ...many(196, (n) => ({
            SubnetId: `subnet-x${n}`,
            CidrBlock: `172.31.${128 + Math.floor(n / 16)}.${(n % 16) * 16}/28`,
          })),
        ],
      },
    ],
    [
      'Route tables per VPC',
      {
        RouteTables: [
          ...(defaultVpc().RouteTables ?? []),
          ...many(198, (n) => ({ RouteTableId: `rtb-${n}` })),
        ],
      },
    ],
    [
      'VPC security groups per Region',
      { SecurityGroups: many(2497, (n) => ({ GroupId: `sg-${n}`, VpcId: VPC })) },
    ],
    [
      'NAT gateways per Availability Zone',
      { NatGateways: many(5, (n) => ({ NatGatewayId: `nat-${n}`, SubnetId: 'subnet-2' })) },
    ],
    [
      'Interface and Gateway Load Balancer endpoints per VPC',
      {
        VpcEndpoints: many(50, (n) => ({
          VpcEndpointId: `vpce-${n}`,
          VpcEndpointType: 'Interface',
        })),
      },
    ],
    [
      'Gateway VPC endpoints per Region',
      {
        VpcEndpoints: many(19, (n) => ({ VpcEndpointId: `vpce-${n}`, VpcEndpointType: 'Gateway' })),
      },
    ],
  ])('%s', (quota, change) => {
    expect(plan(defaultVpc(change)).notes).toEqual([expect.stringContaining(`"${quota}"`)]);
    expect(plan(defaultVpc()).notes).toEqual([]);
  });

  it('counts groups with given subnets, too', () => {
    const RouteTables = [{ RouteTableId: 'rtb-1', Associations: [{ Main: true }] }];
    const notes = (count: number) => {
      const SecurityGroups = many(count, (n) => ({ GroupId: `sg-${n}` }));
      const change = { natMode: 'none', logsEndpoint: false } as const;
      return plan(defaultVpc({ RouteTables, SecurityGroups }), change, ['subnet-0', 'subnet-1'])
        .notes;
    };
    expect(notes(2496)).toEqual([]);
    expect(notes(2497)).toEqual([
      expect.stringContaining(
        `has at least 2497 security groups (those of ${VPC}), the stage makes 4 more`,
      ),
    ]);
  });

  it('counts public subnets of its own, and their table', () => {
    const inside = {
      RouteTables: [
        { RouteTableId: 'rtb-main', VpcId: VPC, Associations: [{ Main: true }] },
        ...many(197, (n) => ({ RouteTableId: `rtb-${n}` })),
      ],
    };
    expect(plan(defaultVpc(inside)).notes).toEqual([
      expect.stringContaining('has 198, the stage makes 3 more'),
    ]);
    expect(plan(defaultVpc(inside), { natMode: 'none' }).notes).toEqual([]);
  });
});
