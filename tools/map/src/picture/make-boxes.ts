import type { Network, Subnet } from 'cfn-reach/src/model/network.ts';
import type { Box, Item } from './picture.ts';
import { logicalName, shortened } from './short-names.ts';

interface Place {
  readonly vpc: string;
  /** Of all its interfaces; a node that is in several is drawn once, in a box of all of them. */
  readonly subnets: readonly string[];
}

/** Boxes of what is in no VPC, or perhaps in one. */
const OUTSIDE = { outside: 'outside every VPC', unsettled: 'which subnets is not settled' };

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
  const unplaced = items.map(({ id }) => id).filter((id) => !places.has(id));
  const isIn = (box: string, id: string) => outerBox(id, networks) === box;
  const outer = Object.entries(OUTSIDE).flatMap(([id, label]): Box[] => {
    const own = unplaced.filter((each) => isIn(id, each));
    return own.length > 0
      ? [{ id, kind: 'outside', label, subnets: [], boxes: [], items: own }]
      : [];
  });
  return { boxes: [...boxes, ...outer], free: unplaced.filter((id) => !outerBox(id, networks)) };
}

/** Of what is in no VPC: undefined for what is in no box. */
function outerBox(id: string, networks: readonly Network[]): keyof typeof OUTSIDE | undefined {
  const nodes = networks.flatMap(({ nodes: all }) => all.get(id) ?? []);
  const isPerhapsInside = nodes.some(
    ({ kind, perhapsMore }) =>
      perhapsMore !== undefined || kind === 'attached' || kind === 'nat-gateway',
  );
  if (isPerhapsInside) return 'unsettled';
  const isGateway = networks.some(({ internetGateways }) => internetGateways.has(id));
  return nodes.length > 0 || isGateway ? 'outside' : undefined;
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
