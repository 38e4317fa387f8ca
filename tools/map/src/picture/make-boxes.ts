import type { Network, Subnet } from 'cfn-reach/src/model/network.ts';
import type { Box, Item } from './picture.ts';
import { logicalName, shortened } from './short-names.ts';

interface Place {
  readonly vpc: string;
  /** Of all its interfaces; a node that is in several is drawn once, in a box of all of them. */
  readonly subnets: readonly string[];
}

const OUTSIDE: Box = {
  id: 'outside',
  kind: 'outside',
  label: 'outside every VPC',
  subnets: [],
  boxes: [],
  items: [],
};

/**
 * Puts the items into their VPC, zone and subnets.
 * @param withEmpty boxes that nobody is in, too
 * @returns the boxes, and the items that are in none
 */
export function makeBoxes(
  networks: readonly Network[],
  items: readonly Item[],
  withEmpty: boolean,
): { readonly boxes: readonly Box[]; readonly free: readonly string[] } {
  const subnets = new Map(networks.flatMap((network) => [...network.subnets]));
  const vpcs = new Set(withEmpty ? networks.flatMap((network) => [...network.vpcs.keys()]) : []);
  const places = new Map<string, Place>();
  for (const { id } of items) {
    const place = placeOf(id, networks, subnets);
    if (place) places.set(id, place);
    if (place) vpcs.add(place.vpc);
  }
  const boxes = [...vpcs].map((vpc) => vpcBox(vpc, places, subnets, withEmpty));
  const unplaced = items.filter(({ id }) => !places.has(id));
  const outside = unplaced.filter(({ kind }) => kind !== 'internet' && kind !== 'aws-service');
  return {
    boxes:
      outside.length > 0 ? [...boxes, { ...OUTSIDE, items: outside.map(({ id }) => id) }] : boxes,
    free: unplaced.filter((item) => !outside.includes(item)).map(({ id }) => id),
  };
}

type Subnets = ReadonlyMap<string, Subnet>;

function placeOf(id: string, networks: readonly Network[], subnets: Subnets): Place | undefined {
  for (const network of networks) {
    const node = network.nodes.get(id);
    if (node && node.interfaces.length > 0) {
      const own = [...new Set(node.interfaces.map(({ subnet }) => subnet))].sort();
      return { vpc: subnets.get(own[0] ?? '')?.vpc ?? '', subnets: own };
    }
    const vpc =
      network.internetGateways.get(id)?.vpcs[0] ??
      network.gatewayEndpoints.find((endpoint) => endpoint.id === id)?.vpc ??
      network.natGateways.get(id)?.vpc;
    if (vpc !== undefined) return { vpc, subnets: [] };
  }
  return undefined;
}

function vpcBox(
  vpc: string,
  places: ReadonlyMap<string, Place>,
  subnets: Subnets,
  withEmpty: boolean,
): Box {
  const inside = [...places].filter(([, place]) => place.vpc === vpc);
  const sets = new Map<string, readonly string[]>();
  for (const [, place] of inside) {
    if (place.subnets.length > 0) sets.set(keyOf(place.subnets), place.subnets);
  }
  const used = new Set([...sets.values()].flat());
  for (const subnet of subnets.values()) {
    if (withEmpty && subnet.vpc === vpc && !used.has(subnet.id))
      sets.set(keyOf([subnet.id]), [subnet.id]);
  }
  const zones = new Map<string, Box[]>();
  for (const [key, set] of sets) {
    const zone = zonesOf(set, subnets);
    const box: Box = {
      id: `subnets ${key}`,
      kind: 'subnet',
      label: set.map(logicalName).join(' + '),
      subnets: set,
      boxes: [],
      items: inside.filter(([, place]) => keyOf(place.subnets) === key).map(([id]) => id),
    };
    zones.set(zone, [...(zones.get(zone) ?? []), box]);
  }
  return {
    id: `vpc ${vpc}`,
    kind: 'vpc',
    label: vpc === '' ? 'a VPC that the templates do not name' : `VPC ${logicalName(vpc)}`,
    subnets: [],
    boxes: [...zones].map(([zone, boxes]) => ({
      id: `zone ${vpc} ${zone}`,
      kind: 'zone',
      label: zone,
      subnets: [],
      boxes,
      items: [],
    })),
    items: inside.filter(([, place]) => place.subnets.length === 0).map(([id]) => id),
  };
}

const keyOf = (subnets: readonly string[]) => subnets.join(' ');

function zonesOf(set: readonly string[], subnets: Subnets): string {
  const zones = set.map((id) => zoneName(subnets.get(id)?.zone));
  return [...new Set(zones)].sort().join(' + ');
}

/** A zone that only a deploy settles has its place in the Region's list: `us-east-1[0]` in the model. */
function zoneName(zone: string | undefined): string {
  if (zone === undefined) return 'zone not settled';
  const [, region, index] = /^(.+)\[(\d+)\]$/.exec(zone) ?? [];
  return region === undefined
    ? `zone ${shortened(zone)}`
    : `zone ${Number(index) + 1} of ${region}`;
}
