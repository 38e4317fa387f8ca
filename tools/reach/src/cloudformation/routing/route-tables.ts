import { mainTableId, unknownId } from '../../model/id.ts';
import { type Id, isUnknown, type Route, type RouteTable, type Vpc } from '../../model/network.ts';
import type { Resource } from '../../template/resource.ts';
import type { StackSet } from '../../template/system.ts';
import type { Value } from '../../template/value.ts';
import type { PrefixLists } from '../groups/prefix-lists.ts';
import { OpenPairs } from '../read/open-pairs.ts';
import { readRange } from '../read/read-ranges.ts';
import { perhapsOwner, readId } from '../read/read-value.ts';
import { RouteTargets, vpnGateway } from './route-targets.ts';

/** "Route tables": every table has the local routes; each VPC has a main table, which templates cannot add to. */
export function buildRouteTables(
  set: StackSet,
  vpcs: ReadonlyMap<Id, Vpc>,
  prefixLists: PrefixLists,
): Map<Id, RouteTable> {
  const tables = new Map<Id, RouteTable & { routes: Route[] }>();
  for (const table of set.ofType((type) => type === 'AWS::EC2::RouteTable')) {
    const vpc = readId(table.get('VpcId')) ?? unknownId(`the VPC of ${table.id}`);
    tables.set(table.id, { id: table.id, at: table.id, vpc, main: false, routes: [] });
  }
  for (const vpc of vpcs.values()) {
    const id = mainTableId(vpc.id);
    // An inventory tells the routes of a main table.
    if (tables.has(id)) continue;
    tables.set(id, { id, at: vpc.id, vpc: vpc.id, main: true, routes: [] });
  }
  for (const table of tables.values())
    table.routes.push(...localRoutes(table.id, vpcs.get(table.vpc)));
  const pairs = new OpenPairs('routes whose route table is not known');
  const addRoutes = (resource: Resource, owner: Value | undefined, routes: readonly Route[]) => {
    tables.get(readId(owner) ?? '')?.routes.push(...routes);
    const perhaps = perhapsOwner(owner, `of which route table ${resource.id} is`);
    if (!perhaps) return;
    // Perhaps a route of any of them.
    const ofAny = routes.map((route) => ({ ...route, perhaps }));
    pairs.add(ofAny.length * tables.size);
    for (const each of tables.values()) each.routes.push(...ofAny);
  };
  const targets = new RouteTargets(set);
  for (const route of set.ofType((type) => type === 'AWS::EC2::Route')) {
    addRoutes(route, route.get('RouteTableId'), readRoute(route, prefixLists, targets));
  }
  for (const propagation of set.ofType((type) => type === 'AWS::EC2::VPNGatewayRoutePropagation')) {
    const route = propagatedRoute(propagation);
    for (const owner of [propagation.get('RouteTableIds')].flat()) {
      addRoutes(propagation, owner, [route]);
    }
  }
  return tables;
}

/** "Enable route propagation": the routes are what the gateway learns from the other side. */
function propagatedRoute({ id }: Resource): Route {
  return {
    id,
    destination: { unknown: `what ${id} adds routes to is not in the templates` },
    target: vpnGateway(id),
    propagated: true,
  };
}

function localRoutes(id: Id, vpc: Vpc | undefined): Route[] {
  if (!vpc || isUnknown(vpc.ranges)) return [];
  return vpc.ranges.map((destination) => ({ id, destination, target: { kind: 'local' } }));
}

function readRoute(resource: Resource, prefixLists: PrefixLists, targets: RouteTargets): Route[] {
  const target = targets.of(resource);
  const { id } = resource;
  const list = resource.get('DestinationPrefixListId');
  if (list !== undefined) {
    const peer = prefixLists.peer(list);
    if (peer.kind === 'ranges') {
      return peer.ranges.map((destination) => ({ id, destination, target }));
    }
    return peer.kind === 'unknown' ? [{ id, destination: peer, target }] : [];
  }
  const destination = readRange(resource.get('DestinationCidrBlock'));
  return destination ? [{ id, destination, target }] : [];
}
