import {
  type Acl,
  ALL_PORTS,
  type Group,
  type GroupRule,
  type Host,
  type LabNetwork,
  type Ports,
  type Protocol,
  type Route,
} from '@private-lambda/packet-lab/model';

/** A network in a few lines of text; see the notes at each part. Ids are logical ids, and begin with that of their VPC. */
export interface Notes {
  /** `10.0.0.0/16 100.64.0.0/24`, and `igw` where an internet gateway is attached. */
  readonly vpcs: Readonly<Record<string, string>>;
  /** The block, then its routes: `10.0.0.0/24; 0.0.0.0/0 igw; 10.1.0.0/16 pcx Peering`. */
  readonly subnets: Readonly<Record<string, string>>;
  /** Of a subnet that does not let everything pass: `100 in allow tcp 443 0.0.0.0/0`. */
  readonly acls?: Readonly<Record<string, readonly string[]>>;
  /** `in tcp 443 AClient`, `out any - 0.0.0.0/0,10.0.0.0/8`. */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  /** `instance ASubnet 10.0.0.10 AGroup+AOther 54.0.0.10`; more interfaces after a `;`. */
  readonly hosts: Readonly<Record<string, string>>;
  /** `A B` */
  readonly peerings?: Readonly<Record<string, string>>;
  /** Gateway endpoints: `A aws:s3`. */
  readonly endpoints?: Readonly<Record<string, string>>;
}

const OUTSIDE: LabNetwork['outside'] = [
  { id: 'internet-1', kind: 'internet', address: '203.0.113.10' },
  { id: 'internet-2', kind: 'internet', address: '9.9.9.10' },
  { id: 'aws:s3', kind: 'service', address: '52.216.0.1' },
  { id: 'aws:logs', kind: 'service', address: '52.94.0.1' },
];

const split = (text: string, by = ' ') => text.split(by).map((part) => part.trim());
const vpcOf = (vpcs: Notes['vpcs'], id: string) =>
  Object.keys(vpcs).find((vpc) => id.startsWith(vpc)) ?? '';

export function networkOf(notes: Notes): LabNetwork {
  const { vpcs, subnets, acls = {}, groups = {}, hosts, peerings = {}, endpoints = {} } = notes;
  const ids = Object.entries(subnets);
  return {
    vpcs: Object.entries(vpcs).map(([id, text]) => ({
      id,
      blocks: split(text).filter((word) => word !== 'igw'),
      hasInternetGateway: split(text).includes('igw'),
    })),
    subnets: ids.map(([id, text]) => ({
      id,
      vpc: vpcOf(vpcs, id),
      block: split(text, ';')[0] ?? '',
      routeTable: `${id}Routes`,
      acl: `${id}OwnAcl`,
    })),
    routeTables: ids.map(([id, text]) => ({
      id: `${id}Routes`,
      vpc: vpcOf(vpcs, id),
      routes: split(text, ';').slice(1).map(route),
    })),
    acls: ids.map(([id]) => acl(`${id}OwnAcl`, acls[id] ?? EVERYTHING)),
    groups: Object.entries(groups).map(([id, rules]) => group(id, rules)),
    hosts: Object.entries(hosts).map(([id, text]) => host(id, text)),
    peerings: Object.entries(peerings).map(([id, text]) => {
      const [one = '', other = ''] = split(text);
      return { id, vpcs: [one, other] as const };
    }),
    gatewayEndpoints: Object.entries(endpoints).map(([id, text]) => {
      const [vpc = '', service = ''] = split(text);
      return { id, vpc, service };
    }),
    outside: OUTSIDE,
  };
}

const EVERYTHING = ['100 in allow any - 0.0.0.0/0', '100 out allow any - 0.0.0.0/0'];

function route(text: string): Route {
  const [destination = '', kind = '', id = ''] = split(text);
  switch (kind) {
    case 'igw':
      return { destination, target: { kind: 'internet-gateway' } };
    case 'nat':
      return { destination, target: { kind: 'nat-gateway', id } };
    case 'pcx':
      return { destination, target: { kind: 'peering', id } };
    case 'vpce':
      return { destination, target: { kind: 'gateway-endpoint', id } };
    case 'blackhole':
      return { destination, target: { kind: 'blackhole' } };
    default:
      throw new Error(`no route: ${text}`);
  }
}

function acl(id: string, entries: readonly string[]): Acl {
  return {
    id,
    entries: entries.map((text) => {
      const [number, direction, action, protocol, ports = '', block = ''] = split(text);
      return {
        number: Number(number),
        direction: direction === 'in' ? 'in' : 'out',
        allows: action === 'allow',
        protocol: protocolOf(protocol),
        ports: portsOf(ports),
        block,
      };
    }),
  };
}

function group(id: string, rules: readonly string[]): Group {
  const of = (wanted: string) =>
    rules
      .map((text) => split(text))
      .filter(([direction]) => direction === wanted)
      .map(
        ([, protocol, ports = '', peer = '']): GroupRule => ({
          protocol: protocolOf(protocol),
          ports: portsOf(ports),
          peer: peer.includes('/') ? { blocks: split(peer, ',') } : { group: peer },
        }),
      );
  return { id, inbound: of('in'), outbound: of('out') };
}

/** A load balancer listens on 80, an endpoint stands for CloudWatch Logs. */
function host(id: string, text: string): Host {
  const [first = '', ...more] = split(text, ';');
  const [kind = '', ...own] = split(first);
  const interfaces = [own, ...more.map((each) => split(each))].map(
    ([subnet = '', address = '', groups = '', publicAddress]) => ({
      subnet,
      address,
      groups: kind === 'nat-gateway' ? undefined : split(groups, '+'),
      publicAddress: kind === 'nat-gateway' ? groups : publicAddress,
    }),
  );
  switch (kind) {
    case 'instance':
      return { id, kind, interfaces, listens: 'every port' };
    case 'interface-endpoint':
      return { id, kind, interfaces, listens: 'every port', standsFor: 'aws:logs' };
    case 'load-balancer':
      return { id, kind, interfaces, listens: [80] };
    case 'function':
    case 'nat-gateway':
      return { id, kind, interfaces, listens: [] };
    default:
      throw new Error(`no host: ${text}`);
  }
}

function protocolOf(text = ''): Protocol {
  if (text === 'any' || text === 'tcp' || text === 'udp' || text === 'icmp') return text;
  throw new Error(`no protocol: ${text}`);
}

function portsOf(text: string): Ports {
  if (text === '-') return ALL_PORTS;
  const [from, to = from] = split(text, '-').map(Number);
  if (from === undefined || to === undefined) throw new Error(`no ports: ${text}`);
  return { from, to };
}

/**
 * A network whose right answers are AWS's documentation, and no program's: packets give them, reach gives them, and of
 * everybody else in it both say the same.
 */
export interface Known {
  /** With the page that decides. */
  readonly title: string;
  readonly notes: Notes;
  /** `ACaller > AServer 443`, or with `udp` at the end; `ACaller@10.0.0.10 > …` from one of several interfaces. */
  readonly open: readonly string[];
  readonly closed: readonly string[];
}

/** A group that lets everything in and out. */
export const OPEN = ['in any - 0.0.0.0/0', 'out any - 0.0.0.0/0'];
