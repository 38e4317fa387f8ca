import { interfaceNamespace } from '../compile/names.ts';
import { EVERYTHING, type Group, type Host, type LabNetwork, type Outsider } from '../model.ts';

const group: Group = { id: 'client', inbound: [], outbound: [EVERYTHING] };
const address = '10.0.1.4';
const client: Host = {
  id: 'client',
  kind: 'function',
  listens: [],
  interfaces: [{ subnet: 'private', address, publicAddress: undefined, groups: [group.id] }],
};
const server: Outsider = { id: 'server', kind: 'internet', address: '203.0.113.1' };
const entry = { number: 100, allows: true, block: '0.0.0.0/0' } as const;

/** One client whose way out is a NAT gateway: all that labs are made of is in it. */
export const trialNetwork: LabNetwork = {
  vpcs: [{ id: 'vpc', blocks: ['10.0.0.0/16'], hasInternetGateway: true }],
  subnets: [
    { id: 'public', vpc: 'vpc', block: '10.0.0.0/24', routeTable: 'public', acl: 'acl' },
    { id: 'private', vpc: 'vpc', block: '10.0.1.0/24', routeTable: 'private', acl: 'acl' },
  ],
  routeTables: [
    {
      id: 'public',
      vpc: 'vpc',
      routes: [{ destination: '0.0.0.0/0', target: { kind: 'internet-gateway' } }],
    },
    {
      id: 'private',
      vpc: 'vpc',
      routes: [{ destination: '0.0.0.0/0', target: { kind: 'nat-gateway', id: 'nat' } }],
    },
  ],
  acls: [
    {
      id: 'acl',
      entries: (['in', 'out'] as const).map((direction) => ({
        ...EVERYTHING,
        ...entry,
        direction,
      })),
    },
  ],
  groups: [group],
  hosts: [
    client,
    {
      id: 'nat',
      kind: 'nat-gateway',
      listens: [],
      interfaces: [
        { subnet: 'public', address: '10.0.0.4', publicAddress: '198.51.100.1', groups: undefined },
      ],
    },
  ],
  gatewayEndpoints: [],
  peerings: [],
  outside: [server],
};

/** From the client to a server on which nothing listens, and that says so. */
export const trialProbe = {
  protocol: 'tcp',
  namespace: client.interfaces.map((own) => interfaceNamespace(client, own))[0] ?? '',
  address: server.address,
  port: 443,
};
