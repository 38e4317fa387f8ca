import {
  type Acl,
  type AclEntry,
  ALL_PORTS,
  type Cidr,
  EVERYTHING,
  type GatewayEndpoint,
  type Group,
  type GroupRule,
  type Host,
  type LabNetwork,
  type Peering,
  type Ports,
  type Protocol,
  type Route,
  type RouteTable,
  type Subnet,
  type Vpc,
} from '@private-lambda/packet-lab/model';
import { Dice } from './dice.ts';

/** The ports that rules and questions are about. */
export const PORTS = [22, 80, 443, 8080];

/** One host in each half of the internet. */
const OUTSIDE: LabNetwork['outside'] = [
  { id: 'internet-1', kind: 'internet', address: '203.0.113.10' },
  { id: 'internet-2', kind: 'internet', address: '9.9.9.10' },
  { id: 'aws:s3', kind: 'service', address: '52.216.0.1' },
  { id: 'aws:logs', kind: 'service', address: '52.94.0.1' },
];

/** A small network that AWS would accept, another one for every seed: one to three VPCs, some of them peered. */
export function randomNetwork(seed: number): LabNetwork {
  const dice = new Dice(seed);
  const vpcs: Vpc[] = dice.times(1, 3, (index) => ({
    id: `Vpc${index}`,
    blocks: [`10.${index}.0.0/16`, ...(dice.chance(0.3) ? [`100.64.${index}.0/24`] : [])],
    hasInternetGateway: dice.chance(0.85),
  }));
  const peerings = vpcs.flatMap((one, index) =>
    vpcs
      .slice(index + 1)
      .flatMap((other): Peering[] =>
        dice.chance(0.7) ? [{ id: `Peering${one.id}${other.id}`, vpcs: [one.id, other.id] }] : [],
      ),
  );
  const parts = vpcs.map((vpc, index) => randomVpc(dice, vpc, index, vpcs, peerings));
  const all = <Item>(of: (part: VpcPart) => readonly Item[]) => parts.flatMap(of);
  return {
    vpcs,
    peerings,
    outside: OUTSIDE,
    subnets: all(({ subnets }) => subnets),
    routeTables: all(({ routeTables }) => routeTables),
    acls: all(({ acls }) => acls),
    groups: all(({ groups }) => groups),
    hosts: all(({ hosts }) => hosts),
    gatewayEndpoints: all(({ gatewayEndpoints }) => gatewayEndpoints),
  };
}

type VpcPart = Omit<LabNetwork, 'vpcs' | 'peerings' | 'outside'>;

function randomVpc(
  dice: Dice,
  vpc: Vpc,
  index: number,
  vpcs: readonly Vpc[],
  peerings: readonly Peering[],
): VpcPart {
  const { id } = vpc;
  const subnetIds = dice.times(2, 3, (each) => `${id}Subnet${each}`);
  // The last one is of the second block, where there is one.
  const blockOf = (number: number) =>
    number === subnetIds.length - 1 && vpc.blocks.length > 1
      ? `100.64.${index}.0/26`
      : `10.${index}.${number}.0/24`;
  const places: Place[] = subnetIds.map((each, number) => ({ id: each, block: blockOf(number) }));
  const nat = vpc.hasInternetGateway && dice.chance(0.7) ? `${id}Nat` : undefined;
  const gatewayEndpoints: GatewayEndpoint[] = dice.chance(0.4)
    ? [{ id: `${id}Endpoint`, vpc: id, service: 'aws:s3' }]
    : [];
  const peers = peerings.flatMap((peering): Peer[] => {
    const other = vpcs.find((each) => each !== vpc && peering.vpcs.includes(each.id));
    return other && peering.vpcs.includes(id) ? [{ peering, other }] : [];
  });
  const routeTables = dice.times(1, 3, (each): RouteTable => {
    const routes = randomRoutes(dice, vpc, nat, peers, places, gatewayEndpoints);
    return { id: `${id}Table${each}`, vpc: id, routes };
  });
  const blocks = [
    '0.0.0.0/0',
    PART_OF_INTERNET,
    ...vpcs.flatMap((each) => each.blocks),
    ...places.map(({ block }) => block),
    // Of the first instance, where it is in the first subnet.
    `10.${index}.0.10/32`,
  ];
  const acls = [openAcl(`${id}Acl0`), randomAcl(dice, `${id}Acl1`, blocks)];
  const subnets = places.map(
    (place): Subnet => ({
      ...place,
      vpc: id,
      routeTable: dice.pick(routeTables).id,
      acl: dice.chance(0.3) ? `${id}Acl1` : `${id}Acl0`,
    }),
  );
  const groupIds = groupsOf(id);
  // Groups of a peered VPC may be named, too.
  const named = [...groupIds, ...peers.flatMap(({ other }) => groupsOf(other.id))];
  const groups = groupIds.map((each) => randomGroup(dice, each, blocks, named));
  return {
    subnets,
    routeTables,
    acls,
    groups,
    gatewayEndpoints,
    hosts: randomHosts(dice, vpc, index, places, groupIds, nat),
  };
}

const groupsOf = (vpc: string) => [0, 1, 2].map((each) => `${vpc}Group${each}`);

/** A subnet, before anything is in it. */
type Place = Pick<Subnet, 'id' | 'block'>;

interface Peer {
  readonly peering: Peering;
  readonly other: Vpc;
}

/** None of OUTSIDE is in it: what is carved out of the internet does not decide about the internet at large. */
const PART_OF_INTERNET = '192.0.2.0/24';

function randomRoutes(
  dice: Dice,
  { hasInternetGateway }: Vpc,
  nat: string | undefined,
  peers: readonly Peer[],
  places: readonly Place[],
  endpoints: readonly GatewayEndpoint[],
): Route[] {
  const targets: Route['target'][] = [
    ...(hasInternetGateway ? [{ kind: 'internet-gateway' } as const] : []),
    ...(nat === undefined ? [] : [{ kind: 'nat-gateway', id: nat } as const]),
  ];
  const orNothing = (target: Route['target']): Route['target'] =>
    dice.chance(0.08) ? { kind: 'blackhole' } : target;
  // A table has one route to each block.
  const routes = new Map<Cidr, Route['target']>();
  const ways = dice.pick([WHOLE, WHOLE, WHOLE, WHOLE, HALVES, [PART_OF_INTERNET], []]);
  for (const way of targets.length > 0 ? ways : []) routes.set(way, orNothing(dice.pick(targets)));
  if (targets.length > 0 && dice.chance(0.15))
    routes.set(PART_OF_INTERNET, orNothing(dice.pick(targets)));
  for (const { peering, other } of peers) {
    for (const block of dice.chance(0.8) ? other.blocks : []) {
      const part = block.replace('.0.0/16', '.1.0/24');
      routes.set(dice.pick([block, block, part]), orNothing({ kind: 'peering', id: peering.id }));
    }
  }
  // "Route priority": to a NAT gateway a route may be more specific than the local one.
  if (nat !== undefined && dice.chance(0.15))
    routes.set(dice.pick(places).block, orNothing({ kind: 'nat-gateway', id: nat }));
  for (const { id } of dice.chance(0.6) ? endpoints : [])
    routes.set('52.216.0.1/32', { kind: 'gateway-endpoint', id });
  return [...routes].map(([destination, target]) => ({ destination, target }));
}

const WHOLE = ['0.0.0.0/0'];
const HALVES = ['0.0.0.0/1', '128.0.0.0/1'];

const randomPorts = (dice: Dice): Ports => {
  const port = dice.pick(PORTS);
  return dice.pick([
    { from: port, to: port },
    { from: port, to: port },
    ALL_PORTS,
    { from: 1024, to: 65_535 },
    { from: 32_768, to: 65_535 },
    { from: 1, to: 1023 },
    { from: 80, to: 443 },
  ]);
};

/** What a rule is about, and of whom. */
function randomTraffic(dice: Dice): Pick<GroupRule, 'protocol' | 'ports'> {
  const protocol = dice.pick<Protocol>(['tcp', 'tcp', 'tcp', 'tcp', 'any', 'any', 'udp', 'icmp']);
  const hasPorts = protocol === 'tcp' || protocol === 'udp';
  return { protocol, ports: hasPorts ? randomPorts(dice) : ALL_PORTS };
}

const entry = (number: number, direction: AclEntry['direction']): AclEntry => ({
  number,
  direction,
  allows: true,
  protocol: 'any',
  ports: ALL_PORTS,
  block: '0.0.0.0/0',
});

const openAcl = (id: string): Acl => ({ id, entries: [entry(100, 'in'), entry(100, 'out')] });

function randomAcl(dice: Dice, id: string, blocks: readonly string[]): Acl {
  const entries = (['in', 'out'] as const).flatMap((direction) => [
    // What stands first is not what is asked first.
    ...dice.times(0, 4, (index) => ({
      ...entry(dice.between(1, 9) * 10 + index, direction),
      ...randomTraffic(dice),
      allows: dice.chance(0.6),
      block: dice.pick(blocks),
    })),
    ...(dice.chance(0.6) ? [entry(100, direction)] : []),
  ]);
  return { id, entries };
}

function randomGroup(
  dice: Dice,
  id: string,
  blocks: readonly string[],
  named: readonly string[],
): Group {
  const rule = (): GroupRule => ({
    ...randomTraffic(dice),
    peer: dice.chance(0.5)
      ? { group: dice.pick(named) }
      : { blocks: [...new Set(dice.times(1, 2, () => dice.pick(blocks)))] },
  });
  return {
    id,
    inbound: dice.chance(0.2) ? [EVERYTHING] : dice.times(1, 5, rule),
    outbound: dice.chance(0.6) ? [EVERYTHING] : dice.times(1, 5, rule),
  };
}

function randomHosts(
  dice: Dice,
  { id, hasInternetGateway }: Vpc,
  index: number,
  places: readonly Place[],
  groups: readonly string[],
  nat: string | undefined,
): Host[] {
  const subnets = places.map((each) => each.id);
  let last = 9;
  const place = (subnet: string, isPublic: boolean) => {
    last += 1;
    const block = places.find((each) => each.id === subnet)?.block ?? '';
    return {
      subnet,
      address: block.replace(/\d+\/\d+$/, String(last)),
      publicAddress: isPublic ? `54.${index}.0.${last}` : undefined,
    };
  };
  const worn = () => dice.some(groups, 0.4);
  const make = (
    name: string,
    kind: Host['kind'],
    where: readonly string[],
    isPublic: boolean,
    listens: Host['listens'],
  ): Host => {
    const wears = worn();
    return {
      id: `${id}${name}`,
      kind,
      listens,
      interfaces: where.map((subnet) => ({ ...place(subnet, isPublic), groups: wears })),
    };
  };
  const isPublic = () => hasInternetGateway && dice.chance(0.4);
  const twoZones = subnets.slice(0, 2);
  return [
    ...dice.times(2, 3, (each) =>
      make(`Instance${each}`, 'instance', [dice.pick(subnets)], isPublic(), 'every port'),
    ),
    make('Function', 'function', dice.some(subnets, 0.5), false, []),
    ...(dice.chance(0.7)
      ? [make('Balancer', 'load-balancer', twoZones, isPublic(), [dice.pick([80, 443])])]
      : []),
    ...(dice.chance(0.4)
      ? [
          {
            ...make(
              'LogsEndpoint',
              'interface-endpoint',
              dice.some(twoZones, 0.6),
              false,
              'every port',
            ),
            standsFor: 'aws:logs',
          },
        ]
      : []),
    ...(nat === undefined
      ? []
      : [
          {
            id: nat,
            kind: 'nat-gateway' as const,
            listens: [],
            interfaces: [{ ...place(dice.pick(subnets), true), groups: undefined }],
          },
        ]),
  ];
}
