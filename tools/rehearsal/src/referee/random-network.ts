import {
  type Acl,
  type AclEntry,
  ALL_PORTS,
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

const OUTSIDE: LabNetwork['outside'] = [
  { id: 'internet-1', kind: 'internet', address: '203.0.113.10' },
  { id: 'internet-2', kind: 'internet', address: '198.51.100.10' },
  { id: 'aws:s3', kind: 'service', address: '52.216.0.1' },
  { id: 'aws:logs', kind: 'service', address: '52.94.0.1' },
];

/** A small network that AWS would accept, another one for every seed: one VPC, or two that may be peered. */
export function randomNetwork(seed: number): LabNetwork {
  const dice = new Dice(seed);
  const vpcs: Vpc[] = dice.times(1, 2, (index) => ({
    id: `Vpc${index}`,
    blocks: [`10.${index}.0.0/16`],
    hasInternetGateway: dice.chance(0.85),
  }));
  const peerings: Peering[] =
    vpcs.length === 2 && dice.chance(0.8) ? [{ id: 'Peering', vpcs: ['Vpc0', 'Vpc1'] }] : [];
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
  const nat = vpc.hasInternetGateway && dice.chance(0.7) ? `${id}Nat` : undefined;
  const gatewayEndpoints: GatewayEndpoint[] = dice.chance(0.4)
    ? [{ id: `${id}Endpoint`, vpc: id, service: 'aws:s3' }]
    : [];
  const routeTables = dice.times(1, 3, (each): RouteTable => {
    const targets: Route['target'][] = [
      ...(vpc.hasInternetGateway ? [{ kind: 'internet-gateway' } as const] : []),
      ...(nat === undefined ? [] : [{ kind: 'nat-gateway', id: nat } as const]),
    ];
    const routes: Route[] = [];
    if (targets.length > 0 && dice.chance(0.85))
      routes.push({ destination: '0.0.0.0/0', target: dice.pick(targets) });
    for (const peering of dice.chance(0.8) ? peerings : []) {
      const other = 1 - index;
      routes.push({
        destination: dice.pick([`10.${other}.0.0/16`, `10.${other}.0.0/16`, `10.${other}.1.0/24`]),
        target: { kind: 'peering', id: peering.id },
      });
    }
    if (dice.chance(0.6))
      for (const endpoint of gatewayEndpoints)
        routes.push({
          destination: '52.216.0.1/32',
          target: { kind: 'gateway-endpoint', id: endpoint.id },
        });
    return { id: `${id}Table${each}`, vpc: id, routes };
  });
  const blocks = [
    '0.0.0.0/0',
    ...vpcs.flatMap((each) => each.blocks),
    ...subnetIds.map((_, each) => `10.${index}.${each}.0/24`),
  ];
  const acls = [openAcl(`${id}Acl0`), randomAcl(dice, `${id}Acl1`, blocks)];
  const subnets = subnetIds.map(
    (each, number): Subnet => ({
      id: each,
      vpc: id,
      block: `10.${index}.${number}.0/24`,
      routeTable: dice.pick(routeTables).id,
      acl: dice.chance(0.3) ? `${id}Acl1` : `${id}Acl0`,
    }),
  );
  const groupIds = [0, 1, 2].map((each) => `${id}Group${each}`);
  // Groups of a peered VPC may be named, too.
  const named = peerings.length > 0 ? [...groupIds, `Vpc${1 - index}Group0`] : groupIds;
  const groups = groupIds.map((each) => randomGroup(dice, each, blocks, named));
  return {
    subnets,
    routeTables,
    acls,
    groups,
    gatewayEndpoints,
    hosts: randomHosts(dice, vpc, index, subnetIds, groupIds, nat),
  };
}

const randomPorts = (dice: Dice): Ports => {
  const port = dice.pick(PORTS);
  return dice.pick([
    { from: port, to: port },
    { from: port, to: port },
    ALL_PORTS,
    { from: 1024, to: 65_535 },
    { from: 32_768, to: 65_535 },
    { from: 1, to: 1023 },
  ]);
};

const randomProtocol = (dice: Dice): Protocol =>
  dice.pick(['tcp', 'tcp', 'tcp', 'tcp', 'any', 'any', 'udp']);

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
    ...dice.times(0, 3, (index) => {
      const protocol = randomProtocol(dice);
      return {
        ...entry(10 + index, direction),
        allows: dice.chance(0.6),
        protocol,
        ports: protocol === 'any' ? ALL_PORTS : randomPorts(dice),
        block: dice.pick(blocks),
      };
    }),
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
  const rule = (): GroupRule => {
    const protocol = randomProtocol(dice);
    return {
      protocol,
      ports: protocol === 'any' ? ALL_PORTS : randomPorts(dice),
      peer: dice.chance(0.5) ? { group: dice.pick(named) } : { blocks: [dice.pick(blocks)] },
    };
  };
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
  subnets: readonly string[],
  groups: readonly string[],
  nat: string | undefined,
): Host[] {
  let last = 9;
  const place = (subnet: string, isPublic: boolean) => {
    last += 1;
    return {
      subnet,
      address: `10.${index}.${subnets.indexOf(subnet)}.${last}`,
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
