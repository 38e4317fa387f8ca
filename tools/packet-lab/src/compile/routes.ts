import type { LabNetwork, Peering, Route, RouteTable, Vpc } from '../model.ts';
import {
  endpointDevice,
  GATEWAY_DEVICE,
  interfaceDevice,
  peeringDevice,
  ROUTER_ADDRESS,
} from './names.ts';

/** The router's own tables: where each address of the VPC is, and from this number on the route tables. */
const LOCAL_TABLE = 50;
const FIRST_TABLE = 1000;

/** The far ends of the cables from a router to its gateway, and to the router of a peered VPC. */
export const FAR_ADDRESS = '169.254.1.2';

/**
 * Routes of a VPC's router.
 *
 * "Gateway route tables": what goes to an interface of the same subnet does not leave it, and no table is asked.
 * "Route priority": the longest prefix that matches decides, and a table always has the local route. "Subnet route
 * tables": what leaves a subnet is routed by its table. What comes from a gateway or a peering connection finds the
 * addresses of the VPC and nothing else ("VPC peering limitations": no edge to edge routing).
 */
export function routerRoutes(network: LabNetwork, vpc: Vpc): string[] {
  const subnets = network.subnets.filter((each) => each.vpc === vpc.id);
  const tables = network.routeTables.filter((each) => each.vpc === vpc.id);
  const interfaces = network.hosts.flatMap((host) => host.interfaces);
  const numberOf = (id: string) => FIRST_TABLE + tables.findIndex((each) => each.id === id);
  return [
    'rule flush',
    ...[LOCAL_TABLE, ...tables.map(({ id }) => numberOf(id))].map(
      (number) => `route flush table ${number}`,
    ),
    ...subnets.flatMap(({ id, block, routeTable }) =>
      interfaces
        .filter(({ subnet }) => subnet === id)
        .flatMap((each) => {
          const device = interfaceDevice(each);
          return [
            `addr replace ${ROUTER_ADDRESS}/32 dev ${device}`,
            `link set dev ${device} up`,
            `route replace ${each.address}/32 dev ${device} table ${LOCAL_TABLE}`,
            `rule add iif ${device} to ${block} lookup ${LOCAL_TABLE} priority 50`,
            `rule add iif ${device} lookup ${numberOf(routeTable)} priority 100`,
          ];
        }),
    ),
    ...tables.flatMap((table) => tableRoutes(network, vpc, table, numberOf(table.id))),
    `rule add lookup ${LOCAL_TABLE} priority 200`,
    'rule add blackhole priority 300',
  ];
}

function tableRoutes(network: LabNetwork, vpc: Vpc, table: RouteTable, number: number): string[] {
  return [
    // The next rule looks them up.
    ...vpc.blocks.map((block) => `route replace throw ${block} table ${number}`),
    ...table.routes.map(({ destination, target }) => {
      const way = next(network, vpc, target);
      return way === undefined
        ? `route replace blackhole ${destination} table ${number}`
        : `route replace ${destination} ${way} table ${number}`;
    }),
  ];
}

/** Undefined where the target carries nothing: a route to it is a black hole. */
function next(network: LabNetwork, vpc: Vpc, target: Route['target']): string | undefined {
  switch (target.kind) {
    case 'internet-gateway':
      return vpc.hasInternetGateway ? `via ${FAR_ADDRESS} dev ${GATEWAY_DEVICE} onlink` : undefined;
    case 'nat-gateway': {
      const nat = network.hosts.find(({ id }) => id === target.id)?.interfaces[0];
      const home = network.subnets.find(({ id }) => id === nat?.subnet);
      if (nat === undefined || home?.vpc !== vpc.id) return undefined;
      return `via ${nat.address} dev ${interfaceDevice(nat)} onlink`;
    }
    case 'peering': {
      const peering = network.peerings.find(({ id }) => id === target.id);
      if (!peering?.vpcs.includes(vpc.id)) return undefined;
      const device = peeringDevice(network, target.id);
      const other = peering.vpcs.find((each) => each !== vpc.id) ?? '';
      return `via ${peeringAddress(network, peering, other)} dev ${device} onlink`;
    }
    case 'gateway-endpoint': {
      const endpoint = network.gatewayEndpoints.find(({ id }) => id === target.id);
      return endpoint?.vpc === vpc.id ? `dev ${endpointDevice(network, target.id)}` : undefined;
    }
    case 'blackhole':
      return undefined;
  }
}

/** Of a VPC's end of a peering connection. A router that has several needs another address for each. */
export function peeringAddress(
  { peerings }: LabNetwork,
  { id, vpcs }: Peering,
  vpc: string,
): string {
  const index = peerings.findIndex((each) => each.id === id);
  return `169.254.${2 + index}.${1 + vpcs.indexOf(vpc)}`;
}
