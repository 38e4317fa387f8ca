import { compile } from '../src/compile/compile.ts';
import { smallNetwork } from './support/small-network.ts';

function namespace(name: string, network = smallNetwork()) {
  const found = compile(network).namespaces.find((each) => each.name === name);
  return { ip: found?.ip ?? [], nft: found?.nft ?? [] };
}

test('each network interface and each gateway is a namespace of its own', () => {
  expect(compile(smallNetwork()).namespaces.map(({ name }) => name)).toEqual([
    'router.main',
    'router.other',
    'caller.10.0.1.10',
    'stranger.10.0.2.10',
    'neighbour.10.0.2.11',
    'web.10.0.0.10',
    'balancer.10.0.1.20',
    'peer.10.1.0.10',
    'nat.10.0.0.20',
    'internet-gateway.main',
    's3-endpoint',
    'internet',
    'internet-1',
    'internet-2',
    'aws-s3',
  ]);
});

test('what leaves an interface is routed by the table of its subnet, with the local route in it', () => {
  const { ip } = namespace('router.main');
  expect(ip).toEqual(
    expect.arrayContaining([
      'rule add iif 10.0.1.10 lookup 1001 priority 100',
      'route replace throw 10.0.0.0/16 table 1001',
      'route replace 0.0.0.0/0 via 10.0.0.20 dev 10.0.0.20 onlink table 1001',
      'route replace 52.216.0.1/32 dev vpce0 table 1001',
      'route replace 0.0.0.0/0 via 169.254.1.2 dev igw onlink table 1000',
    ]),
  );
});

const { hosts, gatewayEndpoints } = smallNetwork();

test.each([
  ['what is not there', '0.0.0.0/0', { hosts: hosts.filter(({ id }) => id !== 'nat') }],
  [
    'a peering connection of other VPCs',
    '10.1.0.0/16',
    { peerings: [{ id: 'peering', vpcs: ['other', 'third'] as const }] },
  ],
  [
    'a gateway endpoint of another VPC',
    '52.216.0.1/32',
    { gatewayEndpoints: gatewayEndpoints.map((each) => ({ ...each, vpc: 'other' })) },
  ],
])('a route to %s is a black hole', (_what, destination, change) => {
  expect(namespace('router.main', smallNetwork(change)).ip).toContain(
    `route replace blackhole ${destination} table 1001`,
  );
});

test('a group as peer is the private addresses of those who wear it', () => {
  expect(namespace('balancer.10.0.1.20').nft).toContain(
    'ip saddr { 10.0.1.10, 10.0.2.11, 10.1.0.10 } tcp dport 80 accept',
  );
});

test('groups keep the state of connections, and ACLs keep none', () => {
  expect(namespace('web.10.0.0.10').nft).toContain('ct state established,related accept');
  expect(namespace('router.main').nft.filter((line) => line.includes('ct '))).toEqual([]);
});

test('an internet gateway has a pair of addresses for each interface that has a public one', () => {
  expect(namespace('internet-gateway.main').nft).toContain(
    'iifname "inet" dnat to ip daddr map { 54.0.0.10 : 10.0.0.10, 54.0.0.20 : 10.0.0.20 }',
  );
});

test('names of devices have at most fifteen characters', () => {
  const devices = compile(smallNetwork()).links.flatMap(({ ends }) =>
    ends.map((end) => end.device),
  );
  expect(devices.filter((device) => device.length > 15)).toEqual([]);
});
