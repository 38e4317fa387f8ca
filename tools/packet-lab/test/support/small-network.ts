import type { Acl, Group, Host, LabNetwork, Route } from '../../src/model.ts';

export const OPEN_ACL: Acl = {
  id: 'open',
  entries: (['in', 'out'] as const).map((direction) => ({
    number: 100,
    direction,
    allows: true,
    protocol: 'any',
    ports: { from: 0, to: 65_535 },
    block: '0.0.0.0/0',
  })),
};

const one = (port: number) => ({ from: port, to: port });
const tcp = (port: number, peer: Group['inbound'][number]['peer']) =>
  ({ protocol: 'tcp', ports: one(port), peer }) as const;
const everywhere = { blocks: ['0.0.0.0/0'] };

/** Lets out everything, and admits nobody. */
const client: Group = {
  id: 'client',
  inbound: [],
  outbound: [{ protocol: 'any', ports: { from: 0, to: 65_535 }, peer: everywhere }],
};
/** Admits the clients on 80. */
const server: Group = {
  id: 'server',
  inbound: [tcp(80, { group: 'client' }), tcp(22, { blocks: ['10.0.2.0/24'] })],
  outbound: [],
};

function host(
  id: string,
  kind: Host['kind'],
  subnet: string,
  address: string,
  groups: readonly string[],
  more: { readonly publicAddress?: string; readonly listens?: readonly number[] } = {},
): Host {
  const { publicAddress, listens = 'every port' } = more;
  return { id, kind, listens, interfaces: [{ subnet, address, groups, publicAddress }] };
}

/**
 * One VPC with a public subnet, in which a NAT gateway and a web server are, and two private ones with a way out
 * through the NAT gateway, the first of which reaches S3 by a gateway endpoint; and a VPC that is peered with it.
 */
export function smallNetwork(changes: Partial<LabNetwork> = {}): LabNetwork {
  const out = (...routes: Route[]) => routes;
  return {
    vpcs: [
      { id: 'main', blocks: ['10.0.0.0/16'], hasInternetGateway: true },
      { id: 'other', blocks: ['10.1.0.0/16'], hasInternetGateway: false },
    ],
    subnets: [
      { id: 'public', vpc: 'main', block: '10.0.0.0/24', routeTable: 'to-gateway', acl: 'open' },
      { id: 'private-a', vpc: 'main', block: '10.0.1.0/24', routeTable: 'to-nat', acl: 'open' },
      {
        id: 'private-b',
        vpc: 'main',
        block: '10.0.2.0/24',
        routeTable: 'to-nat-only',
        acl: 'open',
      },
      { id: 'far', vpc: 'other', block: '10.1.0.0/24', routeTable: 'back', acl: 'open' },
    ],
    routeTables: [
      {
        id: 'to-gateway',
        vpc: 'main',
        routes: out({ destination: '0.0.0.0/0', target: { kind: 'internet-gateway' } }),
      },
      {
        id: 'to-nat',
        vpc: 'main',
        routes: out(
          { destination: '0.0.0.0/0', target: { kind: 'nat-gateway', id: 'nat' } },
          { destination: '52.216.0.1/32', target: { kind: 'gateway-endpoint', id: 's3-endpoint' } },
          { destination: '10.1.0.0/16', target: { kind: 'peering', id: 'peering' } },
        ),
      },
      {
        id: 'to-nat-only',
        vpc: 'main',
        routes: out({ destination: '0.0.0.0/0', target: { kind: 'nat-gateway', id: 'nat' } }),
      },
      {
        id: 'back',
        vpc: 'other',
        routes: out({ destination: '10.0.0.0/16', target: { kind: 'peering', id: 'peering' } }),
      },
    ],
    acls: [OPEN_ACL],
    groups: [client, server],
    hosts: [
      host('caller', 'function', 'private-a', '10.0.1.10', ['client']),
      host('stranger', 'instance', 'private-b', '10.0.2.10', []),
      host('neighbour', 'instance', 'private-b', '10.0.2.11', ['client']),
      host('web', 'instance', 'public', '10.0.0.10', ['server'], { publicAddress: '54.0.0.10' }),
      host('balancer', 'load-balancer', 'private-a', '10.0.1.20', ['server'], { listens: [80] }),
      host('peer', 'instance', 'far', '10.1.0.10', ['server', 'client']),
      {
        id: 'nat',
        kind: 'nat-gateway',
        listens: [],
        interfaces: [
          { subnet: 'public', address: '10.0.0.20', groups: undefined, publicAddress: '54.0.0.20' },
        ],
      },
    ],
    gatewayEndpoints: [{ id: 's3-endpoint', vpc: 'main', service: 'aws:s3' }],
    peerings: [{ id: 'peering', vpcs: ['main', 'other'] }],
    outside: [
      { id: 'internet-1', kind: 'internet', address: '203.0.113.10' },
      { id: 'internet-2', kind: 'internet', address: '198.51.100.10' },
      { id: 'aws:s3', kind: 'service', address: '52.216.0.1' },
    ],
    ...changes,
  };
}
