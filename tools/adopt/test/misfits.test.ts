import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { type AdoptedStage, misfits } from '../src/misfits.ts';
import { defaultVpc, settings, VPC } from './support/default-vpc.ts';

const vpc = {
  id: VPC,
  cidrs: ['172.31.0.0/16'],
  internetGatewayId: 'igw-1',
  publicSubnetIds: { A: 'subnet-0', B: 'subnet-1' },
};
const stage: AdoptedStage = {
  ...settings,
  azs: 'AB',
  azNames: { A: 'eu-central-1a', B: 'eu-central-1b', C: 'eu-central-1c' },
  publicSubnetCidrs: { A: '172.31.0.0/20', B: '172.31.16.0/20' },
  privateSubnetCidrs: { A: '172.31.48.0/24', B: '172.31.49.0/24' },
  logsEndpoint: true,
};
const endpoint = {
  VpcEndpointId: 'vpce-1',
  VpcEndpointType: 'Interface',
  ServiceName: 'com.amazonaws.eu-central-1.logs',
  PrivateDnsEnabled: true,
  Groups: [{ GroupId: 'sg-1' }],
};
const withEndpoint = defaultVpc({ VpcEndpoints: [endpoint] });
const adopts = (id: string, securityGroupId: string) => ({
  ...vpc,
  interfaceEndpoints: { logs: { id, securityGroupId } },
});
const given = { ...vpc, privateSubnetIds: { A: 'subnet-0', B: 'subnet-1' } };

it('a stage that fits is not found fault with', () => {
  expect(misfits(stage, vpc, defaultVpc())).toEqual([]);
  expect(misfits(stage, adopts('vpce-1', 'sg-1'), withEndpoint)).toEqual([]);
  const { publicSubnetCidrs, ...regional } = { ...stage, natMode: 'regional' as const };
  const { publicSubnetIds, ...withGateway } = vpc;
  expect(misfits({ ...regional, publicSubnetCidrs: undefined }, withGateway, defaultVpc())).toEqual(
    [],
  );
});

it.each<[string, Partial<AdoptedStage>, typeof vpc, Snapshot, RegExp]>([
  [
    'a range',
    {},
    { ...vpc, cidrs: ['10.0.0.0/16'] },
    defaultVpc(),
    /^existingVpc.cidrs: found 10.0.0.0\/16, expected ranges of the VPC: 172.31/,
  ],
  [
    'an internet gateway',
    {},
    { ...vpc, internetGatewayId: 'igw-2' },
    defaultVpc(),
    /found igw-2, expected the one that is attached: igw-1/,
  ],
  [
    'an internet gateway where there is none',
    {},
    vpc,
    defaultVpc({ InternetGateways: [] }),
    /found igw-1, expected .* none$/,
  ],
  [
    'a subnet',
    {},
    { ...vpc, publicSubnetIds: { A: 'subnet-9', B: 'subnet-1' } },
    defaultVpc(),
    /^existingVpc.publicSubnetIds.A: subnet-9 is no subnet of the VPC/,
  ],
  [
    'a subnet in another zone',
    { azNames: { ...stage.azNames, A: 'eu-central-1c' } },
    vpc,
    defaultVpc(),
    /subnet-0 is in eu-central-1a, and azNames.A is eu-central-1c/,
  ],
  [
    'a subnet with another block',
    { publicSubnetCidrs: { A: '172.31.32.0/20', B: '172.31.16.0/20' } },
    vpc,
    defaultVpc(),
    /^publicSubnetCidrs.A: found 172.31.32.0\/20, expected 172.31.0.0\/20/,
  ],
  [
    'a block that is taken',
    { privateSubnetCidrs: { A: '172.31.40.0/24', B: '172.31.49.0/24' } },
    vpc,
    defaultVpc(),
    /^privateSubnetCidrs.A: 172.31.40.0\/24 is taken by subnet-2 \(172.31.32.0\/20\)/,
  ],
  [
    'private subnets that lead out',
    { privateSubnetCidrs: { A: '172.31.0.0/20', B: '172.31.16.0/20' } },
    given,
    defaultVpc(),
    /privateSubnetIds.A: the route table of subnet-0 leads to the internet/,
  ],
  [
    'public subnets that lead nowhere',
    {},
    vpc,
    defaultVpc({ RouteTables: [{ RouteTableId: 'rtb-1', Associations: [{ Main: true }] }] }),
    /publicSubnetIds.A: the route table of subnet-0 does not lead/,
  ],
  [
    'an endpoint that is not there',
    {},
    adopts('vpce-9', 'sg-1'),
    withEndpoint,
    /vpce-9 does not answer for logs .* expected vpce-1/,
  ],
  [
    'an endpoint where there is none',
    {},
    adopts('vpce-9', 'sg-1'),
    defaultVpc(),
    /expected none, so that one is made/,
  ],
  [
    'an endpoint with another group',
    {},
    adopts('vpce-1', 'sg-9'),
    withEndpoint,
    /found sg-9, expected a group of vpce-1: sg-1/,
  ],
  ['no endpoint where there is one', {}, vpc, withEndpoint, /vpce-1 has the private name of logs/],
])('%s is named', (_, change, existingVpc, snapshot, line) => {
  expect(misfits({ ...stage, ...change }, existingVpc, snapshot)).toContainEqual(
    expect.stringMatching(line),
  );
});

it('what keeps a stage out of a VPC keeps it out when the file is written by hand', () => {
  const off = { VpcAttributes: { EnableDnsSupport: true, EnableDnsHostnames: false } };
  expect(misfits(stage, vpc, defaultVpc(off))).toEqual([
    expect.stringContaining('enableDnsHostnames off'),
  ]);
  const byHand = { ...vpc, privateSubnetIds: { A: 'subnet-0', B: 'subnet-1' } };
  const closed = { ...stage, natMode: 'none', logsEndpoint: false } as const;
  const privateSubnetCidrs = { A: '172.31.0.0/20', B: '172.31.16.0/20' };
  const tiny = defaultVpc({
    RouteTables: [{ RouteTableId: 'rtb-main', VpcId: VPC, Associations: [{ Main: true }] }],
    AvailabilityZones: [{ ZoneName: 'eu-central-1a', State: 'available' }],
  });
  const { internetGatewayId, publicSubnetIds, ...inside } = byHand;
  expect(misfits({ ...closed, privateSubnetCidrs }, inside, tiny)).toEqual([
    expect.stringMatching(
      /^existingVpc.privateSubnetIds.B: subnet-1 is in eu-central-1b, where no/,
    ),
  ]);
});

it('a stage without the endpoint does not ask for it', () => {
  expect(misfits({ ...stage, logsEndpoint: false }, vpc, withEndpoint)).toEqual([]);
});

it('a part that is not known is not asked', () => {
  const { Subnets, Vpcs, InternetGateways, VpcEndpoints, ...rest } = defaultVpc();
  expect(misfits(stage, { ...vpc, cidrs: ['10.0.0.0/16'] }, rest)).toEqual([]);
  const { RouteTables, ...withoutTables } = defaultVpc();
  expect(misfits(stage, vpc, withoutTables)).toEqual([]);
  const privateSubnetCidrs = { A: '172.31.0.0/20', B: '172.31.16.0/20' };
  const inside = { ...stage, privateSubnetCidrs, natMode: 'none', logsEndpoint: false } as const;
  const { internetGatewayId, publicSubnetIds, ...closed } = given;
  expect(misfits(inside, closed, withoutTables)).toEqual([]);
});
