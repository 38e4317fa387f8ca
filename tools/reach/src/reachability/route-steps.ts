import { shownId } from '../model/id.ts';
import type { Id, Network, Route, RouteTable } from '../model/network.ts';
import type { Party } from '../model/party.ts';
import { type Step, step } from '../model/step.ts';
import { absence } from '../model/words.ts';
import { chooseRoutes } from '../rules/route-choice.ts';
import { join, type Path, path } from './path.ts';

/**
 * Follows a subnet's route to somebody. Where more than one route may decide, they must agree.
 * @param follow what comes of the route that was chosen
 * @param unseen what comes of a table that is not in the templates
 */
export function followRoute(
  network: Network,
  subnetId: Id,
  other: Party,
  inOwnVpc: boolean,
  follow: (route: Route, table: RouteTable) => Path,
  unseen: () => Path = () => path(),
): Path {
  const subnet = network.subnets.get(subnetId);
  if (!subnet) return join(path(missing('subnet', subnetId)), unseen());
  const plain = subnet.perhapsTables.length === 0 && network.routeTables.get(subnet.routeTable);
  if (plain) {
    // Most often one route of one table decides.
    const choice = chooseRoutes(plain, other, inOwnVpc);
    if (choice.length === 1 && choice[0]) return follow(choice[0], plain);
  }
  const own = { id: subnet.routeTable, unknown: undefined };
  const ways = [own, ...subnet.perhapsTables].flatMap(({ id, unknown }) => {
    const table = network.routeTables.get(id);
    if (!table) return [{ way: unseenTable(id), unknown: unknown }];
    return chooseRoutes(table, other, inOwnVpc).map((route) => ({
      way: route ? follow(route, table) : path(noRoute(table, other)),
      unknown: unknown ?? route?.perhaps?.unknown,
    }));
  });
  const [first, ...others] = ways;
  if (!first) return path(missing('route table', subnet.routeTable));
  if (others.every(({ way }) => way.state === first.way.state)) return first.way;
  const reasons = () =>
    ways.map(({ way, unknown }) => {
      const because = way.steps[0]?.because() ?? '';
      return unknown === undefined ? because : `${because} (${unknown})`;
    });
  return path(
    step(
      'route',
      shownId(network.routeTables.get(subnet.routeTable)?.at ?? subnet.routeTable),
      'unknown',
      () => `which route leads to ${other.name} is not settled: ${reasons().join('; or ')}`,
    ),
  );

  /** A table that is not in the templates has the local routes of its VPC all the same. */
  function unseenTable(id: Id): Path {
    if (inOwnVpc) return path(localStep(id, subnet?.vpc ?? ''));
    return join(path(missing('route table', id)), unseen());
  }
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
  return step('route', table.at, 'unknown', () => `${route.id} leads to ${what}`, route.id);
}

export function localStep(table: Id, vpc: Id): Step {
  return step('route', shownId(table), 'yes', () => `the local route of ${shownId(vpc)}`);
}

function missing(what: string, id: Id): Step {
  return step('route', shownId(id), 'unknown', () => absence(id, what));
}

export function describeTable({ main, at }: RouteTable): string {
  return main ? `the main route table of ${at}` : at;
}
