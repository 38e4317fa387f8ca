import { type AddressRange, coverage } from '../model/address-range.ts';
import { isUnknown, type Route, type RouteTable } from '../model/network.ts';
import { coverageOf, type Party } from '../model/party.ts';
import type { AwsRule } from './aws-rule.ts';

export const ROUTE_CHOICE_RULE: AwsRule = {
  says: 'The most specific route to an address decides. Every table has a route to its own VPC; a more specific one than that can lead only to a network interface, a NAT gateway or an endpoint of an appliance. A route to what does not exist is a blackhole.',
  page: 'Route priority',
};

/** The routes that may carry traffic to somebody; `undefined` among them stands for "no route". Most often it is one. */
export type RouteChoice = readonly (Route | undefined)[];

/** @param inOwnVpc the destination lies in the table's VPC, so that its local route leads there */
export function chooseRoutes(table: RouteTable, other: Party, inOwnVpc: boolean): RouteChoice {
  const local: Route | undefined = inOwnVpc
    ? { id: table.id, destination: { start: 0, end: 2 ** 32 - 1 }, target: { kind: 'local' } }
    : undefined;
  let best = local;
  const partial: { route: Route; range: AddressRange }[] = [];
  const vague: Route[] = [];
  for (const route of table.routes) {
    if (inOwnVpc && !mayPrecedeLocal(route)) continue;
    if (isUnknown(route.destination)) {
      vague.push(route);
      continue;
    }
    const covered = coverageOf([route.destination], other);
    if (covered === 'all' && (!best || size(route) < size(best))) best = route;
    if (covered === 'part') partial.push({ route, range: route.destination });
  }
  // What is carved out of the internet does not decide about the internet at large.
  if (best && other.atLarge) return [best];
  if (!best && other.atLarge && coversPublic(partial, other)) {
    return partial.map(({ route }) => route);
  }
  return [best, ...partial.map(({ route }) => route), ...vague];
}

function mayPrecedeLocal({ target }: Route): boolean {
  return target.kind === 'nat-gateway' || target.kind === 'other' || target.kind === 'blackhole';
}

function size({ destination }: Route): number {
  return isUnknown(destination) ? Number.POSITIVE_INFINITY : destination.end - destination.start;
}

/** Two halves of all addresses say as much as a default route. */
function coversPublic(partial: readonly { range: AddressRange }[], other: Party): boolean {
  const ranges = partial.map(({ range }) => range);
  return !('unknown' in other.addresses) && coverage(ranges, other.addresses) === 'all';
}
