import { TemporaryFiles } from '../make-system.ts';
import {
  ask,
  everywhere,
  host,
  main,
  publicly,
  type Question,
  table,
  to,
  VpcId,
  vpc,
} from './odd-vpc.ts';

/** VPCs whose routes are not as usual, each as the AWS CLI shows it, with answers worked out by hand from AWS's pages. */
const files = new TemporaryFiles();
afterAll(() => files.remove());

const out = everywhere({ GatewayId: 'igw-1' });
const nat = {
  NatGatewayId: 'nat-1',
  VpcId,
  SubnetId: 'subnet-b',
  State: 'available',
  ConnectivityType: 'public',
  NatGatewayAddresses: [{ AllocationId: 'eipalloc-1' }],
};
const toNat = everywhere({ NatGatewayId: 'nat-1' });
const ofB = { SubnetId: 'subnet-b' };
/** A NAT gateway in the public subnet b, and these routes in the main table. */
const withNat = (gateway: object, ...routes: readonly object[]) => ({
  NatGateways: [gateway],
  RouteTables: [table(routes), table([out], ofB)],
});
const black = (block: string) => to(block, { TransitGatewayId: 'tgw-1', State: 'blackhole' });
const firewall = {
  VpcEndpointId: 'vpce-1',
  VpcEndpointType: 'GatewayLoadBalancer',
  VpcId,
  ServiceName: 'com.amazonaws.vpce.eu-central-1.vpce-svc-1',
  State: 'available',
  SubnetIds: ['subnet-a'],
};
const toFirewall = { GatewayId: 'vpce-1' };
const throughFirewall = (...RouteTables: readonly object[]) => ({
  VpcEndpoints: [firewall],
  RouteTables,
});
const byList = { DestinationPrefixListId: 'pl-1', GatewayId: 'igw-1', State: 'active' };
const PrefixLists = [{ PrefixListId: 'pl-1', OwnerId: '111122223333' }];
const noMain = { RouteTables: [table([out], ofB)] };

const blocked = (InternetGatewayBlockMode: string) =>
  ['a', 'b'].map((letter, index) => ({
    SubnetId: `subnet-${letter}`,
    VpcId,
    CidrBlock: `10.0.${index}.0/24`,
    BlockPublicAccessStates: { InternetGatewayBlockMode },
  }));

const CASES: Readonly<Record<string, readonly [changes: object, ...questions: Question[]]>> = {
  'nothing odd': [
    main(out),
    ['a', 'b', 'reachable'],
    ['b', 'internet', 'reachable'],
    ['a', 'internet', 'blocked'],
  ],
  'a NAT gateway in another zone': [withNat(nat, toNat), ['a', 'internet', 'reachable']],
  'a private NAT gateway': [
    withNat({ ...nat, ConnectivityType: 'private' }, toNat),
    ['a', 'internet', 'blocked'],
  ],
  'a NAT gateway of the whole Region': [
    withNat({ ...nat, SubnetId: undefined, AvailabilityMode: 'regional' }, toNat),
    ['a', 'internet', 'reachable'],
  ],
  'a NAT gateway in a closed subnet': [
    { NatGateways: [nat], ...main(toNat) },
    ['a', 'internet', 'blocked'],
  ],
  'a NAT gateway that has failed': [
    withNat({ ...nat, State: 'failed' }, toNat),
    ['a', 'internet', 'unknown'],
  ],
  'no main table in the answers': [
    noMain,
    ['a', 'internet', 'unknown'],
    ['internet', 'b', 'reachable'],
    ['a', 'b', 'reachable'],
  ],
  'an association that has ended': [
    {
      RouteTables: [
        table([]),
        table([out], { ...ofB, AssociationState: { State: 'disassociated' } }),
      ],
    },
    ['internet', 'b', 'blocked'],
  ],
  'a black hole that hides the default route': [
    withNat(nat, toNat, black('0.0.0.0/1'), black('128.0.0.0/1')),
    ['a', 'internet', 'blocked'],
  ],
  'a black hole within the VPC': [main(black('10.0.1.0/24')), ['a', 'b', 'blocked']],
  'a firewall before the internet': [
    throughFirewall(table([everywhere(toFirewall)])),
    ['a', 'internet', 'unknown'],
    ['a', 'b', 'reachable'],
  ],
  'a firewall endpoint of which nothing is known': [
    main(everywhere({ GatewayId: 'vpce-2' })),
    ['a', 'internet', 'unknown'],
  ],
  'a firewall between two subnets': [
    throughFirewall(table([to('10.0.1.0/24', toFirewall)])),
    ['a', 'b', 'unknown'],
  ],
  'a firewall behind the internet gateway': [
    throughFirewall(table([out]), table([to('10.0.1.0/24', toFirewall)], { GatewayId: 'igw-1' })),
    ['internet', 'b', 'unknown'],
  ],
  'a NAT instance': [
    {
      RouteTables: [
        table([everywhere({ InstanceId: 'i-1', NetworkInterfaceId: 'eni-n' })]),
        table([out], ofB),
      ],
      NetworkInterfaces: [
        host('a', 'subnet-a'),
        host('n', 'subnet-b', { ...publicly, SourceDestCheck: false }),
      ],
    },
    ['a', 'internet', 'unknown'],
  ],
  'IPv6 alone leads out': [
    main({
      DestinationIpv6CidrBlock: '::/0',
      EgressOnlyInternetGatewayId: 'eigw-1',
      State: 'active',
    }),
    ['b', 'internet', 'blocked'],
  ],
  'a default route by a prefix list': [
    { ...main(byList), PrefixLists, PrefixListEntries: { 'pl-1': [{ Cidr: '0.0.0.0/0' }] } },
    ['b', 'internet', 'reachable'],
  ],
  'a prefix list that may not be read': [
    { ...main(byList), PrefixLists },
    ['b', 'internet', 'unknown'],
  ],
  'a VPC in public addresses': [
    {
      Vpcs: [{ VpcId, CidrBlock: '52.0.0.0/16' }],
      Subnets: [
        { SubnetId: 'subnet-a', VpcId, CidrBlock: '52.0.0.0/24' },
        { SubnetId: 'subnet-b', VpcId, CidrBlock: '52.0.1.0/24' },
      ],
    },
    ['a', 'b', 'reachable'],
    ['a', 'internet', 'blocked'],
  ],
  'public access that is blocked both ways': [
    { ...withNat(nat, toNat), Subnets: blocked('block-bidirectional') },
    ['a', 'internet', 'unknown'],
    ['internet', 'b', 'unknown'],
    ['a', 'b', 'reachable'],
  ],
  'public access that is blocked inwards': [
    { ...withNat(nat, toNat), Subnets: blocked('block-ingress') },
    ['a', 'internet', 'reachable'],
    ['internet', 'b', 'unknown'],
  ],
  'public access that is not blocked': [
    { ...withNat(nat, toNat), Subnets: blocked('off') },
    ['a', 'internet', 'reachable'],
    ['internet', 'b', 'reachable'],
  ],
  'a subnet with IPv6 alone': [
    {
      Subnets: [
        { SubnetId: 'subnet-a', VpcId, Ipv6Native: true },
        { SubnetId: 'subnet-b', VpcId, CidrBlock: '10.0.1.0/24' },
      ],
    },
    ['a', 'b', 'unknown'],
  ],
};

const elsewhere = ['TransitGatewayId', 'CoreNetworkArn', 'LocalGatewayId', 'CarrierGatewayId'];

describe.each(Object.entries(CASES))('a VPC with %s', (_, [changes, ...questions]) => {
  it.each(questions)('%s → %s: %s', async (...question) => {
    expect(await ask(files, vpc(changes), question)).toMatchObject({ verdict: question[2] });
  });
});

it.each([...elsewhere.map((key) => ({ [key]: 'x-1' })), { GatewayId: 'vgw-1' }])(
  'where a default route to %s leads, no snapshot of one VPC says',
  async (target) => {
    const question: Question = ['a', 'internet', 'unknown'];
    const content = vpc(main(everywhere(target)));
    expect(await ask(files, content, question)).toMatchObject({ verdict: 'unknown' });
  },
);
