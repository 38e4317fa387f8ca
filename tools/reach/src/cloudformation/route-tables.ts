import {
  type Id,
  isUnknown,
  type Route,
  type RouteTable,
  type RouteTarget,
  type Vpc,
} from '../model/network.ts';
import type { Resource } from '../template/resource.ts';
import type { StackSet } from '../template/system.ts';
import { Dangling } from '../template/value.ts';
import type { PrefixLists } from './prefix-lists.ts';
import { readRange } from './read-ranges.ts';
import { mainTableId, mayBeAny, readId, readText } from './read-value.ts';

/** Targets of AWS::EC2::Route that the model does not follow, in words. */
const OTHER_TARGETS: Readonly<Record<string, string>> = {
  CarrierGatewayId: 'a carrier gateway',
  CoreNetworkArn: 'a core network',
  InstanceId: 'an instance that forwards',
  LocalGatewayId: 'a local gateway',
  NetworkInterfaceId: 'a network interface that forwards',
  OdbNetworkArn: 'an ODB network',
  TransitGatewayId: 'a transit gateway',
  VpcEndpointId: 'an endpoint of an appliance',
};

const TARGETS = [
  'NatGatewayId',
  'VpcPeeringConnectionId',
  'GatewayId',
  ...Object.keys(OTHER_TARGETS),
];

/** "Route tables": every table has the local routes; each VPC has a main table, which templates cannot add to. */
export function buildRouteTables(
  set: StackSet,
  vpcs: ReadonlyMap<Id, Vpc>,
  prefixLists: PrefixLists,
): Map<Id, RouteTable> {
  const tables = new Map<Id, RouteTable & { routes: Route[] }>();
  for (const table of set.ofType((type) => type === 'AWS::EC2::RouteTable')) {
    const vpc = readId(table.get('VpcId')) ?? `?the VPC of ${table.id}`;
    tables.set(table.id, { id: table.id, at: table.id, vpc, main: false, routes: [] });
  }
  for (const vpc of vpcs.values()) {
    const id = mainTableId(vpc.id);
    tables.set(id, { id, at: vpc.id, vpc: vpc.id, main: true, routes: [] });
  }
  for (const table of tables.values())
    table.routes.push(...localRoutes(table.id, vpcs.get(table.vpc)));
  for (const resource of set.ofType((type) => type === 'AWS::EC2::Route')) {
    const owner = resource.get('RouteTableId');
    const routes = readRoute(resource, prefixLists);
    tables.get(readId(owner) ?? '')?.routes.push(...routes);
    const doubt = mayBeAny(owner);
    if (!doubt) continue;
    // Perhaps a route of any of them.
    const perhaps = { unknown: `of which route table ${resource.id} is: ${doubt.unknown}` };
    const strays = routes.map((route) => ({ ...route, perhaps }));
    for (const each of tables.values()) each.routes.push(...strays);
  }
  return tables;
}

function localRoutes(id: Id, vpc: Vpc | undefined): Route[] {
  if (!vpc || isUnknown(vpc.ranges)) return [];
  return vpc.ranges.map((destination) => ({ id, destination, target: { kind: 'local' } }));
}

function readRoute(resource: Resource, prefixLists: PrefixLists): Route[] {
  const target = readTarget(resource);
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

function readTarget(resource: Resource): RouteTarget {
  if (TARGETS.some((name) => resource.get(name) instanceof Dangling)) return { kind: 'blackhole' };
  const nat = readId(resource.get('NatGatewayId'));
  if (nat !== undefined) return { kind: 'nat-gateway', id: nat };
  const peering = readId(resource.get('VpcPeeringConnectionId'));
  if (peering !== undefined) return { kind: 'peering', id: peering };
  const gateway = readId(resource.get('GatewayId'));
  if (gateway !== undefined) {
    return readText(resource.get('GatewayId')) === 'local'
      ? { kind: 'local' }
      : { kind: 'internet-gateway', id: gateway };
  }
  for (const [property, what] of Object.entries(OTHER_TARGETS)) {
    const id = readId(resource.get(property));
    if (id !== undefined) return { kind: 'other', id, what };
  }
  return { kind: 'blackhole' };
}
