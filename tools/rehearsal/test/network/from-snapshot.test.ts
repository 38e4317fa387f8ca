import { SNAPSHOT_VERSION, type Snapshot } from '@private-lambda/inventory/snapshot';
import { fromSnapshot } from '../../src/network/from-snapshot.ts';
import { hostsFile } from '../../src/network/hosts-file.ts';
import { withStrangers } from '../../src/network/strangers.ts';

const snapshot: Snapshot = {
  SnapshotVersion: SNAPSHOT_VERSION,
  Region: 'eu-west-1',
  VpcId: 'vpc-1',
  NotKnown: {},
  Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' }],
  Subnets: [
    { SubnetId: 'subnet-1', VpcId: 'vpc-1', CidrBlock: '10.0.0.0/24' },
    { SubnetId: 'subnet-2', VpcId: 'vpc-1', CidrBlock: '10.0.1.0/24' },
  ],
  RouteTables: [
    { RouteTableId: 'rtb-main', VpcId: 'vpc-1', Associations: [{ Main: true }] },
    {
      RouteTableId: 'rtb-1',
      VpcId: 'vpc-1',
      Associations: [{ SubnetId: 'subnet-1' }],
      Routes: [
        { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local' },
        { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1' },
        { DestinationCidrBlock: '10.9.0.0/16', NatGatewayId: 'nat-gone', State: 'blackhole' },
      ],
    },
  ],
  InternetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-1' }] }],
  NatGateways: [],
  NetworkAcls: [
    {
      NetworkAclId: 'acl-1',
      IsDefault: true,
      Entries: [
        {
          RuleNumber: 100,
          RuleAction: 'allow',
          Egress: true,
          Protocol: '-1',
          CidrBlock: '0.0.0.0/0',
        },
        {
          RuleNumber: 32_767,
          RuleAction: 'deny',
          Egress: true,
          Protocol: '-1',
          CidrBlock: '0.0.0.0/0',
        },
      ],
    },
  ],
  SecurityGroups: [
    {
      GroupId: 'sg-1',
      IpPermissions: [
        {
          IpProtocol: 'tcp',
          FromPort: 443,
          ToPort: 443,
          UserIdGroupPairs: [{ GroupId: 'sg-2' }],
          PrefixListIds: [{ PrefixListId: 'pl-s3' }, { PrefixListId: 'pl-own' }],
        },
      ],
    },
  ],
  PrefixLists: [{ PrefixListId: 'pl-s3', PrefixListName: 'com.amazonaws.eu-west-1.s3' }],
  PrefixListEntries: { 'pl-own': [{ Cidr: '192.168.0.0/16' }] },
  VpcEndpoints: [
    {
      VpcEndpointId: 'vpce-1',
      VpcEndpointType: 'Gateway',
      ServiceName: 'com.amazonaws.eu-west-1.s3',
      RouteTableIds: ['rtb-1'],
    },
  ],
  NetworkInterfaces: [
    {
      NetworkInterfaceId: 'eni-1',
      SubnetId: 'subnet-1',
      PrivateIpAddress: '10.0.0.4',
      Groups: [{ GroupId: 'sg-1' }],
      Attachment: { InstanceId: 'i-1' },
    },
  ],
  LoadBalancers: [
    {
      LoadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/shop/1',
      LoadBalancerName: 'shop',
      DNSName: 'internal-shop.eu-west-1.elb.amazonaws.com',
      Scheme: 'internal',
      SecurityGroups: ['sg-1'],
      AvailabilityZones: [{ SubnetId: 'subnet-1' }, { SubnetId: 'subnet-2' }],
    },
  ],
  Listeners: [
    {
      ListenerArn: 'arn:listener',
      LoadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/shop/1',
      Port: 80,
    },
  ],
  Functions: [
    { FunctionName: 'caller', VpcConfig: { SubnetIds: ['subnet-2'], SecurityGroupIds: ['sg-1'] } },
    { FunctionName: 'outside-every-vpc' },
  ],
};

test('a subnet without a table or an ACL of its own has those of the VPC', () => {
  expect(fromSnapshot(snapshot).subnets).toMatchObject([
    { id: 'subnet-1', routeTable: 'rtb-1', acl: 'acl-1' },
    { id: 'subnet-2', routeTable: 'rtb-main', acl: 'acl-1' },
  ]);
});

test('whoever has no stated address gets the next free one of the subnet, after those of AWS', () => {
  const places = fromSnapshot(snapshot).hosts.map(({ id, interfaces }) => [
    id,
    ...interfaces.map(({ address }) => address),
  ]);
  expect(places).toEqual([
    ['shop', '10.0.0.5', '10.0.1.4'],
    ['caller', '10.0.1.5'],
    ['i-1', '10.0.0.4'],
  ]);
});

test.each([
  ['arn:aws:ecs:eu-west-1:1:attachment/6f3c', ['task']],
  ['of somebody whom a lab does not have', []],
])('an interface that is %j is that of %j', (Description, kinds) => {
  const own = { NetworkInterfaceId: 'eni-2', SubnetId: 'subnet-2', PrivateIpAddress: '10.0.1.9' };
  const NetworkInterfaces = [{ ...own, Description, Groups: [{ GroupId: 'sg-2' }] }];
  const { hosts } = fromSnapshot({ ...snapshot, NetworkInterfaces });
  const found = hosts.filter(({ id }) => id === 'eni-2');
  expect(found.map(({ kind }) => kind)).toEqual(kinds);
  expect(found.flatMap(({ interfaces }) => interfaces)).toEqual(
    kinds.map(() => ({
      subnet: 'subnet-2',
      address: '10.0.1.9',
      publicAddress: undefined,
      groups: ['sg-2'],
    })),
  );
});

test('a gateway endpoint puts a route into the tables that it names', () => {
  const table = fromSnapshot(snapshot).routeTables.find(({ id }) => id === 'rtb-1');
  expect(table?.routes.map(({ target }) => target)).toEqual([
    { kind: 'internet-gateway' },
    { kind: 'blackhole' },
    { kind: 'gateway-endpoint', id: 'vpce-1' },
  ]);
});

test('a rule names groups and blocks; a prefix list of AWS is the address of its service', () => {
  const { groups, outside } = fromSnapshot(snapshot);
  const s3 = outside.find(({ id }) => id === 'aws:s3')?.address;
  expect(groups[0]?.inbound.map(({ peer }) => peer)).toEqual([
    { blocks: [`${s3}/32`, '192.168.0.0/16'] },
    { group: 'sg-2' },
  ]);
});

test('the last entry of an ACL, which AWS writes, is not repeated', () => {
  expect(fromSnapshot(snapshot).acls[0]?.entries.map(({ number }) => number)).toEqual([100]);
});

test('a protocol that a lab does not have is refused by its name', () => {
  const [acl] = snapshot.NetworkAcls ?? [];
  const esp = { RuleNumber: 1, Protocol: '50', CidrBlock: '0.0.0.0/0' };
  const withEsp = { ...snapshot, NetworkAcls: [{ NetworkAclId: '', ...acl, Entries: [esp] }] };
  expect(() => fromSnapshot(withEsp)).toThrow('no lab has protocol 50');
});

test.each([
  'Subnets',
  'LoadBalancers',
  'Listeners',
  'NatGateways',
  'Functions',
  'NetworkInterfaces',
] as const)('%s that were not read are refused, and not taken for none', (part) => {
  const without = { ...snapshot, [part]: undefined };
  expect(() => fromSnapshot(without)).toThrow(`the snapshot does not hold ${part}`);
});

test('a regional NAT gateway has a place of its own, with a way to the internet gateway', () => {
  const NatGateways = [
    {
      NatGatewayId: 'nat-1',
      VpcId: 'vpc-1',
      AvailabilityMode: 'regional',
      NatGatewayAddresses: [{ PublicIp: '198.51.100.7' }, { PublicIp: '198.51.100.8' }],
    },
  ];
  const { hosts, subnets, routeTables, acls } = fromSnapshot({ ...snapshot, NatGateways });
  expect(hosts.find(({ id }) => id === 'nat-1')?.interfaces).toEqual([
    { subnet: 'nat-1', address: '10.0.0.6', publicAddress: '198.51.100.7', groups: undefined },
  ]);
  expect(subnets.at(-1)).toEqual({
    id: 'nat-1',
    vpc: 'vpc-1',
    block: '10.0.0.6/32',
    routeTable: 'nat-1',
    acl: 'nat-1',
  });
  expect(routeTables.at(-1)?.routes).toEqual([
    { destination: '0.0.0.0/0', target: { kind: 'internet-gateway' } },
  ]);
  expect(acls.at(-1)?.entries.map(({ allows }) => allows)).toEqual([true, true]);
  const places = withStrangers(fromSnapshot({ ...snapshot, NatGateways })).hosts;
  expect(places.filter(({ id }) => id.startsWith('stranger-'))).toHaveLength(4);
});

test('a load balancer listens on the ports of its own listeners', () => {
  const [listener] = snapshot.Listeners ?? [];
  const other = { ListenerArn: 'arn:other', LoadBalancerArn: 'arn:of-another', Port: 8080 };
  const Listeners = [...(listener ? [listener] : []), other];
  const { hosts } = fromSnapshot({ ...snapshot, Listeners });
  expect(hosts.find(({ id }) => id === 'shop')?.listens).toEqual([80]);
});

test.each([
  [true, 'aws:logs'],
  [false, undefined],
])('with PrivateDnsEnabled %s an endpoint stands for %s', (PrivateDnsEnabled, service) => {
  const endpoint = {
    VpcEndpointId: 'vpce-2',
    VpcEndpointType: 'Interface',
    ServiceName: 'com.amazonaws.eu-west-1.logs',
    SubnetIds: ['subnet-1'],
    PrivateDnsEnabled,
  };
  const { hosts } = fromSnapshot({ ...snapshot, VpcEndpoints: [endpoint] });
  expect(hosts.find(({ id }) => id === 'vpce-2')?.standsFor).toBe(service);
});

test.each(['pending', 'deleting', 'deleted', 'failed'] as const)(
  'a NAT gateway that is %s carries nothing',
  (State) => {
    const NatGateways = [{ NatGatewayId: 'nat-1', SubnetId: 'subnet-1', State }];
    const { hosts } = fromSnapshot({ ...snapshot, NatGateways });
    expect(hosts.filter(({ kind }) => kind === 'nat-gateway')).toEqual([]);
  },
);

test('an association of a route table that has ended counts no more', () => {
  const AssociationState = { State: 'disassociated' };
  const tables = (snapshot.RouteTables ?? []).map((table) => ({
    ...table,
    Associations: table.Associations?.map((each) =>
      each.Main ? each : { ...each, AssociationState },
    ),
  }));
  expect(fromSnapshot({ ...snapshot, RouteTables: tables }).subnets[0]?.routeTable).toBe(
    'rtb-main',
  );
});

test.each([
  [{ DestinationPrefixListId: 'pl-own', NatGatewayId: 'nat-1' }, 'a route to pl-own'],
  [
    { DestinationCidrBlock: '10.8.0.0/16', GatewayId: 'vpce-appliance' },
    'the target of the route to 10.8.0.0/16',
  ],
])('a route that a lab does not have is refused: %j', (route, what) => {
  const tables = [{ RouteTableId: 'rtb-2', Routes: [route] }];
  expect(() => fromSnapshot({ ...snapshot, RouteTables: tables })).toThrow(
    `rtb-2: no lab has ${what}`,
  );
});

test.each([
  ['available', ['vpce-2']],
  ['deleting', []],
])('an interface endpoint that is %s has these interfaces: %j', (State, ids) => {
  const endpoint = {
    VpcEndpointId: 'vpce-2',
    VpcEndpointType: 'Interface',
    ServiceName: 'com.amazonaws.eu-west-1.logs',
    SubnetIds: ['subnet-1'],
    State,
  };
  const { hosts } = fromSnapshot({ ...snapshot, VpcEndpoints: [endpoint] });
  expect(hosts.filter(({ kind }) => kind === 'interface-endpoint').map(({ id }) => id)).toEqual(
    ids,
  );
});

test.each([
  ['network', undefined],
  ['application', []],
])('a load balancer of type %s that has no groups wears %j', (Type, worn) => {
  const LoadBalancers = (snapshot.LoadBalancers ?? []).map((each) => ({
    ...each,
    Type,
    SecurityGroups: [],
  }));
  const { hosts } = fromSnapshot({ ...snapshot, LoadBalancers });
  expect(hosts.find(({ id }) => id === 'shop')?.interfaces[0]?.groups).toEqual(worn);
});

test('the name of a load balancer leads to its address in each zone', () => {
  const lines = hostsFile(snapshot, fromSnapshot(snapshot)).split('\n');
  expect(lines.filter((line) => line.endsWith('elb.amazonaws.com'))).toEqual([
    '10.0.0.5 internal-shop.eu-west-1.elb.amazonaws.com',
    '10.0.1.4 internal-shop.eu-west-1.elb.amazonaws.com',
  ]);
});

test('that of one that faces the internet leads to its public addresses, also inside', () => {
  const LoadBalancers = (snapshot.LoadBalancers ?? []).map((each) => ({
    ...each,
    Scheme: 'internet-facing' as const,
  }));
  const open = { ...snapshot, LoadBalancers };
  const lines = hostsFile(open, fromSnapshot(open)).split('\n');
  expect(lines.filter((line) => line.endsWith('elb.amazonaws.com'))).toEqual([
    '198.19.1.1 internal-shop.eu-west-1.elb.amazonaws.com',
    '198.19.1.2 internal-shop.eu-west-1.elb.amazonaws.com',
  ]);
});
