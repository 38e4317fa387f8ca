import type { Snapshot } from '@private-lambda/inventory/snapshot';
import type { Adoption, Ledger } from '../src/adoption.ts';
import { readLedger } from '../src/ledger.ts';
import { defaultVpc, NOTHING, plan, problems, VPC } from './support/default-vpc.ts';

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

describe('a regional NAT gateway', () => {
  it('needs the internet gateway, and no public tier', () => {
    const { existingVpc, publicSubnetCidrs } = plan(defaultVpc(), { natMode: 'regional' });
    expect(existingVpc).toEqual({
      id: VPC,
      cidrs: ['172.31.0.0/16'],
      internetGatewayId: 'igw-1',
    });
    expect(publicSubnetCidrs.size).toBe(0);
    const closed = problems(defaultVpc({ InternetGateways: [] }), { natMode: 'regional' });
    expect(closed).toEqual([expect.stringMatching(/no internet gateway, which natMode regional/)]);
  });

  it('has addresses of its own choice, of which no quota is asked', () => {
    const Addresses = Array.from({ length: 5 }, () => ({}));
    expect(problems(defaultVpc({ Addresses }), { natMode: 'regional' })).toEqual([]);
  });

  it('leaves the public tier to the ECS caller', () => {
    const { existingVpc } = plan(defaultVpc(), { natMode: 'regional', ecsCaller: true });
    expect(existingVpc.publicSubnetIds).toEqual({ A: 'subnet-2', B: 'subnet-1' });
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
    expect(notes).toEqual(['new private subnets are /27: nothing larger is free']);
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

describe('a stage that has been adopted', () => {
  /** What the stage file says after an adoption. */
  const ledgerOf = ({ existingVpc, azNames, ...blocks }: Adoption) =>
    readLedger(
      JSON.parse(
        JSON.stringify({
          existingVpc,
          azNames: Object.fromEntries(azNames),
          privateSubnetCidrs: Object.fromEntries(blocks.privateSubnetCidrs),
          publicSubnetCidrs: Object.fromEntries(blocks.publicSubnetCidrs),
        }),
      ),
      VPC,
    );
  const lower = { SubnetId: 'subnet-low', CidrBlock: '172.31.48.0/25', Tags: [] };
  const withSubnets = (...more: Snapshot['Subnets'] & object) =>
    defaultVpc({ Subnets: [...(defaultVpc().Subnets ?? []), ...more] });
  const main = { RouteTableId: 'rtb-main', Associations: [{ Main: true }], Routes: [] };

  it('is planned as it is, whatever a new plan would choose', () => {
    const first = plan(withSubnets(lower));
    expect([...first.privateSubnetCidrs.values()]).toEqual(['172.31.49.0/24', '172.31.50.0/24']);
    expect(plan(defaultVpc(), {}, undefined, ledgerOf(first))).toEqual(first);
    expect(plan(defaultVpc())).not.toEqual(first);
  });

  it('keeps zones that a new plan would not choose', () => {
    const ledger: Ledger = {
      ...NOTHING,
      zones: new Map([
        ['A', 'eu-central-1a'],
        ['B', 'eu-central-1c'],
      ]),
    };
    const { azNames } = plan(defaultVpc(), { azs: 'ABC' }, undefined, ledger);
    expect([...azNames.values()]).toEqual(['eu-central-1a', 'eu-central-1c', 'eu-central-1b']);
  });

  it('keeps its blocks when it grows by a zone', () => {
    const ledger = ledgerOf(plan(defaultVpc()));
    const { privateSubnetCidrs } = plan(defaultVpc(), { azs: 'ABC' }, undefined, ledger);
    expect([...privateSubnetCidrs.values()]).toEqual([
      '172.31.48.0/24',
      '172.31.49.0/24',
      '172.31.50.0/24',
    ]);
  });

  it('keeps its own public subnets, though others have come', () => {
    const first = plan(defaultVpc({ RouteTables: [main] }));
    expect(first.existingVpc.publicSubnetIds).toBeUndefined();
    expect(plan(defaultVpc(), {}, undefined, ledgerOf(first))).toEqual(first);
  });

  it('keeps given private subnets that are not named again', () => {
    const none = { natMode: 'none', logsEndpoint: false } as const;
    const snapshot = defaultVpc({ RouteTables: [main] });
    const first = plan(snapshot, none, ['subnet-0', 'subnet-2']);
    expect(plan(snapshot, none, undefined, ledgerOf(first))).toEqual(first);
  });

  it('takes another block for one that somebody else has taken, and says so', () => {
    const ledger = ledgerOf(plan(defaultVpc()));
    const { privateSubnetCidrs, notes } = plan(withSubnets(lower), {}, undefined, ledger);
    expect([...privateSubnetCidrs.values()]).toEqual(['172.31.50.0/24', '172.31.49.0/24']);
    expect(notes).toEqual([expect.stringMatching(/^172.31.48.0\/24 .* subnet-low has taken it$/)]);
  });

  it('is refused where the snapshot does not say whose the subnet in its block is', () => {
    const ledger = ledgerOf(plan(defaultVpc()));
    const { Tags, ...untagged } = lower;
    expect(problems(withSubnets(untagged), {}, undefined, ledger)).toEqual([
      expect.stringMatching(/^subnet-low stands where the stage file has 172.31.48.0\/24/),
    ]);
  });

  it('says nothing about another VPC', () => {
    const ledger = readLedger(
      JSON.parse('{"existingVpc":{"id":"vpc-other"},"privateSubnetCidrs":{"A":"10.0.0.0/24"}}'),
      VPC,
    );
    expect(ledger).toEqual(NOTHING);
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
      /has 1 zone for this \(eu-central-1a\), and azs AB needs 2/,
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

  it('an Elastic IP that the stage gives needs no other', () => {
    const Addresses = Array.from({ length: 5 }, () => ({}));
    const natElasticIps = { A: 'eipalloc-0a1b' };
    expect(problems(defaultVpc({ Addresses }), { natElasticIps })).toEqual([]);
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
