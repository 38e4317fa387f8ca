import { EC2Client } from '@aws-sdk/client-ec2';
import { SNAPSHOT_VERSION, type Snapshot } from '@private-lambda/inventory/snapshot';
import type { LabNetwork } from '@private-lambda/packet-lab/model';
import { openGroups, publicRoutes } from '../../src/network/openings.ts';

/** Nobody is called: what an opening would do is not done here. */
const ec2 = new EC2Client({ region: 'eu-west-1' });
const everybody = { blocks: ['0.0.0.0/0'] };

/** A load balancer that listens on these ports, and whose group admits everybody on 443. */
const networkWith = (...listens: number[]): LabNetwork => ({
  vpcs: [],
  subnets: [],
  routeTables: [],
  acls: [],
  groups: [
    {
      id: 'sg-1',
      inbound: [{ protocol: 'tcp', ports: { from: 443, to: 443 }, peer: everybody }],
      outbound: [],
    },
  ],
  hosts: [
    {
      id: 'balancer',
      kind: 'load-balancer',
      interfaces: [
        { subnet: 'subnet-1', address: '10.0.0.4', publicAddress: undefined, groups: ['sg-1'] },
      ],
      listens,
    },
  ],
  gatewayEndpoints: [],
  peerings: [],
  outside: [],
});

const resources = new Map([
  ['Front', 'sg-1'],
  ['Subnet', 'subnet-1'],
]);

test.each([
  [[443], 'everybody may call'],
  [[443, 8080], undefined],
])(
  'a group that everybody may call on 443 is opened in vain before a listener on %j: %s',
  (listens, why) => {
    const openings = openGroups(ec2, { resources }, networkWith(...listens));
    expect(openings.map(({ name }) => name)).toEqual(['Front in', 'Front out']);
    expect(openings.map(({ idle }) => idle?.slice(0, why?.length))).toEqual([why, undefined]);
  },
);

test('a group that nobody wears is not opened in vain for that reason', () => {
  const openings = openGroups(ec2, { resources }, { ...networkWith(443), hosts: [] });
  expect(openings.map(({ idle }) => idle)).toEqual([undefined, undefined]);
});

const difference = {
  from: 'client',
  to: 'internet',
  port: 443,
  rules: [],
  claims: ['a-claim'],
} as const;

const bare: Snapshot = {
  SnapshotVersion: SNAPSHOT_VERSION,
  Region: 'eu-west-1',
  VpcId: 'vpc-1',
  NotKnown: {},
  InternetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-1' }] }],
  RouteTables: [],
};

test('routes to the internet gateway are seen where the internet is lost, and nowhere else', () => {
  const toNat = { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1' };
  const RouteTables = [{ RouteTableId: 'rtb-1', Routes: [toNat] }];
  const opening = publicRoutes(ec2, { ...bare, RouteTables });
  const lost = { ...difference, verdict: 'reachable', packets: 'no' } as const;
  expect(opening?.isSeenBy(lost)).toBe(true);
  expect(opening?.isSeenBy({ ...lost, to: 'balancer' })).toBe(false);
  expect(opening?.isSeenBy({ ...lost, verdict: 'blocked', packets: 'yes' })).toBe(false);
});

test('without a NAT gateway there is no such route to change', () => {
  expect(publicRoutes(ec2, bare)).toBeUndefined();
});
