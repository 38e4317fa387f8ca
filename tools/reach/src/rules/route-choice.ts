import { type AddressRange, ALL_ADDRESSES, coverage, subtract } from '../model/address-range.ts';
import { isUnknown, type Route, type RouteTable } from '../model/network.ts';
import { coverageOf, type Party, widestAddresses } from '../model/party.ts';
import type { AwsRule } from './aws-rule.ts';

export const ROUTE_CHOICE_RULE: AwsRule = {
  says: 'The most specific route to an address decides. Every table has a route to its own VPC; a more specific one than that can lead only to a network interface, a NAT gateway or an endpoint of an appliance. A route to what does not exist is a blackhole.',
  page: 'Route priority',
};

/** The routes that may carry traffic to somebody; `undefined` among them stands for "no route". Most often it is one. */
export type RouteChoice = readonly (Route | undefined)[];

/** "VPC CIDR blocks": no block of a VPC is larger than /16. */
const LARGEST_VPC_BLOCK = 2 ** 16 - 1;

/** @param inOwnVpc the destination lies in the table's VPC, so that its local route leads there */
export function chooseRoutes(table: RouteTable, other: Party, inOwnVpc: boolean): RouteChoice {
  const local: Route | undefined = inOwnVpc
    ? { id: table.id, destination: ALL_ADDRESSES, target: { kind: 'local' } }
    : undefined;
  const routes = inOwnVpc ? precedingLocal(table) : table.routes;
  if (local && routes.length === 0) return [local];
  const { best, parts, perhaps, unknown, propagated } = matchRoutes(routes, other, local);
  const covering = coverTogether(parts, other);
  // What is carved out of the internet does not decide about the internet at large.
  if (covering && other.atLarge) return covering;
  const rivals = perhaps.filter((route) => isCloser(route, best));
  if (best && other.atLarge) return [best, ...rivals];
  const mayBePropagated = !best || leavesPrivateAddressesOpen(best, other);
  const open = mayBePropagated ? [...unknown, ...propagated] : unknown;
  const inPart = parts.map(({ route }) => route);
  return covering ? [...inPart, ...open] : [best, ...inPart, ...open, ...rivals];
}

/** Routes by what they say about somebody's addresses. */
interface Matches {
  /** The most specific one that is certain, and about all of them. */
  readonly best: Route | undefined;
  readonly parts: readonly { readonly route: Route; readonly range: AddressRange }[];
  readonly perhaps: readonly Route[];
  /** Those whose destination is not known, and what a virtual private gateway may add. */
  readonly unknown: readonly Route[];
  readonly propagated: readonly Route[];
}

function matchRoutes(routes: readonly Route[], other: Party, local: Route | undefined): Matches {
  let best = local;
  const parts: { route: Route; range: AddressRange }[] = [];
  const perhaps: Route[] = [];
  const unknown: Route[] = [];
  const propagated: Route[] = [];
  for (const route of routes) {
    const { destination } = route;
    if (isUnknown(destination)) {
      (route.propagated ? propagated : unknown).push(route);
      continue;
    }
    const covered = coverageOf([destination], other);
    if (covered === 'part') parts.push({ route, range: destination });
    if (covered !== 'all') continue;
    if (route.perhaps) perhaps.push(route);
    else if (isCloser(route, best)) best = route;
  }
  return { best, parts, perhaps, unknown, propagated };
}

/**
 * What a virtual private gateway learns of are the blocks of a company: they do not carve up the internet, nor the
 * blocks that the template itself has routes to, but all of them are more specific than a default route.
 */
function leavesPrivateAddressesOpen({ destination }: Route, { groups }: Party): boolean {
  return groups !== undefined && !isUnknown(destination) && size(destination) === ALL_SIZE;
}

const ALL_SIZE = size(ALL_ADDRESSES);

/** The routes that can be more specific than the local ones. */
export function precedingLocal(table: RouteTable): readonly Route[] {
  let found = preceding.get(table);
  if (!found) {
    found = findPreceding(table);
    preceding.set(table, found);
  }
  return found;
}

/** Looked up once a table: nearly every question within a VPC asks for them, both ways. */
const preceding = new WeakMap<RouteTable, readonly Route[]>();

function findPreceding({ routes }: RouteTable): readonly Route[] {
  const local = routes.filter(({ target }) => target.kind === 'local');
  const mayLie = ({ destination, target }: Route) => {
    if (isUnknown(destination)) return target.kind !== 'other' || target.inside;
    if (local.length === 0) return size(destination) < LARGEST_VPC_BLOCK;
    return local.some(
      (each) =>
        !isUnknown(each.destination) &&
        size(destination) < size(each.destination) &&
        coverage([each.destination], [destination]) === 'all',
    );
  };
  return routes.filter(
    (route) =>
      (route.target.kind === 'nat-gateway' ||
        route.target.kind === 'other' ||
        route.target.kind === 'blackhole') &&
      mayLie(route),
  );
}

/** On a tie the certain route stays: a table holds one route for each block. */
function isCloser(route: Route, best: Route | undefined): boolean {
  if (!best) return true;
  return (
    !isUnknown(route.destination) &&
    (isUnknown(best.destination) || size(route.destination) < size(best.destination))
  );
}

function size({ start, end }: AddressRange): number {
  return end - start;
}

/** Two halves of a block say as much as one route to it: the widest routes that cover together what none covers alone. */
function coverTogether(
  partial: readonly { route: Route; range: AddressRange }[],
  other: Party,
): Route[] | undefined {
  const widest = partial
    .filter(({ route }) => !route.perhaps)
    .sort((a, b) => size(b.range) - size(a.range));
  const all = widest.map(({ range }) => range);
  // Mostly they do not, which is soon told.
  if (coverageOf(all, other) !== 'all') return undefined;
  let left = widestAddresses(other.addresses);
  for (const [index, { range }] of widest.entries()) {
    left = subtract(left, [range]);
    if (left.length === 0) return widest.slice(0, index + 1).map(({ route }) => route);
  }
  return undefined;
}
