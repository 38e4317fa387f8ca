import type { Id, Network, Route, RouteTable } from '../model/network.ts';
import type { Party } from '../model/party.ts';
import { type Step, step } from '../model/step.ts';
import { shownId } from '../model/words.ts';
import { chooseRoutes } from '../rules/route-choice.ts';
import { type Path, path } from './path.ts';

/**
 * Follows a subnet's route to somebody. Where more than one route may decide, they must agree.
 * @param follow what comes of the route that was chosen
 */
export function followRoute(
  network: Network,
  subnetId: Id,
  other: Party,
  inOwnVpc: boolean,
  follow: (route: Route, table: RouteTable) => Path,
): Path {
  const subnet = network.subnets.get(subnetId);
  if (!subnet) return path(missing('subnet', subnetId));
  const table = network.routeTables.get(subnet.routeTable);
  if (!table) {
    if (inOwnVpc) return path(localStep(subnet.routeTable, subnet.vpc));
    return path(missing('route table', subnet.routeTable));
  }
  const paths = chooseRoutes(table, other, inOwnVpc).map((route) =>
    route ? follow(route, table) : path(noRoute(table, other)),
  );
  const [first, ...others] = paths;
  if (!first) return path(noRoute(table, other));
  if (others.every(({ state }) => state === first.state)) return first;
  return path(
    step(
      'route',
      table.at,
      'unknown',
      () =>
        `which route leads to ${other.name} is not settled: ${paths.map(({ steps }) => steps[0]?.because()).join('; or ')}`,
    ),
  );
}

export function noRoute(table: RouteTable, other: Party): Step {
  return step(
    'route',
    table.at,
    'no',
    () => `${describeTable(table)} has no route to ${other.name}`,
  );
}

/** The route itself, as far as it goes. */
export function routeStep(table: RouteTable, route: Route, leadsTo: string): Step {
  return step(
    'route',
    table.at,
    'yes',
    () => `${describeTable(table)} leads to ${leadsTo}`,
    route.id,
  );
}

/** A route that leads where the traffic cannot be carried on. */
export function wrongRoute(table: RouteTable, route: Route, other: Party, leadsTo: string): Step {
  return step(
    'route',
    table.at,
    'no',
    () => `the route of ${describeTable(table)} to ${other.name} leads to ${leadsTo}`,
    route.id,
  );
}

/** "Blackhole route": traffic for it is dropped. */
export function blackhole(table: RouteTable, route: Route, other: Party): Step {
  return wrongRoute(table, route, other, 'nothing that exists, and so drops what it is for');
}

export function otherTarget(table: RouteTable, route: Route, what: string): Step {
  return step(
    'route',
    table.at,
    'unknown',
    () => `${route.id} leads to ${what}, which is not modelled`,
    route.id,
  );
}

export function localStep(table: Id, vpc: Id): Step {
  return step('route', shownId(table), 'yes', () => `the local route of ${shownId(vpc)}`);
}

function missing(what: string, id: Id): Step {
  return step(
    'route',
    shownId(id),
    'unknown',
    () => `${what} ${shownId(id)} is not in the templates`,
  );
}

export function describeTable({ main, at }: RouteTable): string {
  return main ? `the main route table of ${at}` : at;
}
