import { isUnknownId, shownId } from 'cfn-reach/src/model/id.ts';
import type { Network, Subnet } from 'cfn-reach/src/model/network.ts';
import type { Box, Item } from './picture.ts';
import { logicalName, shortened } from './short-names.ts';
import { tiersOf } from './tiers.ts';

interface Place {
  readonly vpc: string;
  /** Of all its interfaces; a node that is in several is drawn once, in a box of all of them. */
  readonly subnets: readonly string[];
  readonly edge?: 'left' | 'right';
}

const EMPTY = { subnets: [], boxes: [], items: [], left: [], right: [] };

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
  const tiers = tiersOf(networks);
  const boxes = [...vpcs].map((vpc) => ({
    ...vpcBox(vpc, places, subnets, tiers, withEmpty),
    label: vpcLabel(vpc, vpcs.size > 1),
  }));
  const unplaced = items.map(({ id }) => id).filter((id) => !places.has(id));
  const isIn = (box: string, id: string) => outerBox(id, networks) === box;
  const outer = Object.entries(OUTSIDE).flatMap(([id, label]): Box[] => {
    const own = unplaced.filter((each) => isIn(id, each));
    return own.length > 0 ? [{ ...EMPTY, id, kind: 'outside', label, items: own }] : [];
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
    const gateway = network.internetGateways.get(id)?.vpcs[0];
    if (gateway !== undefined) return { vpc: gateway, subnets: [], edge: 'left' };
    const endpoint = network.gatewayEndpoints.find((each) => each.id === id)?.vpc;
    if (endpoint !== undefined) return { vpc: endpoint, subnets: [], edge: 'right' };
    const nat = network.natGateways.get(id)?.vpc;
    if (nat !== undefined) return { vpc: nat, subnets: [] };
  }
  return undefined;
}

function vpcBox(
  vpc: string,
  places: ReadonlyMap<string, Place>,
  subnets: Subnets,
  tiers: ReadonlyMap<string, number>,
  withEmpty: boolean,
): Omit<Box, 'label'> {
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
  const tierOf = (set: readonly string[]) => Math.min(...set.map((id) => tiers.get(id) ?? 0));
  // As one reads: what is nearest the internet, and what is in one zone, stands first.
  const inOrder = [...sets].sort(
    ([, a], [, b]) =>
      zonesIn(a, subnets).length - zonesIn(b, subnets).length || tierOf(a) - tierOf(b),
  );
  const zones = new Map<string, Box[]>();
  for (const [key, set] of inOrder) {
    const zone = zoneLabel(zonesIn(set, subnets));
    const box: Box = {
      ...EMPTY,
      id: `subnets ${key}`,
      kind: 'subnet',
      label: set.map(logicalName).join(' + '),
      subnets: set,
      items: inside.filter(([, place]) => keyOf(place.subnets) === key).map(([id]) => id),
    };
    zones.set(zone, [...(zones.get(zone) ?? []), box]);
  }
  const without = inside.filter(([, place]) => place.subnets.length === 0);
  const on = (edge: Place['edge']) =>
    without.filter(([, place]) => place.edge === edge).map(([id]) => id);
  return {
    ...EMPTY,
    id: `vpc ${vpc}`,
    kind: 'vpc',
    boxes: [...zones].map(([zone, boxes]) => ({
      ...EMPTY,
      id: `zone ${vpc} ${zone}`,
      kind: 'zone',
      label: zone,
      boxes,
    })),
    left: on('left'),
    right: on('right'),
    items: on(undefined),
  };
}

/** Where there are several, each with its stack. */
function vpcLabel(vpc: string, isOneOfSeveral: boolean): string {
  if (vpc === '') return 'a VPC that the templates do not name';
  const name = isOneOfSeveral && !isUnknownId(vpc) ? shortened(shownId(vpc)) : logicalName(vpc);
  return `VPC ${name}`;
}

const keyOf = (subnets: readonly string[]) => subnets.join(' ');

function zonesIn(set: readonly string[], subnets: Subnets): (string | undefined)[] {
  return [...new Set(set.map((id) => subnets.get(id)?.zone))].sort();
}

/** A zone that only a deploy settles has its place in the Region's list: `us-east-1[0]` in the model. */
function zoneLabel(zones: readonly (string | undefined)[]): string {
  const counted = zones.map((zone) => /^(.+)\[(\d+)\]$/.exec(zone ?? ''));
  const [region, another] = new Set(counted.map((found) => found?.[1]));
  if (region !== undefined && another === undefined) {
    const numbers = counted.map((found) => Number(found?.[2]) + 1).join(', ');
    return `${zones.length > 1 ? 'zones' : 'zone'} ${numbers} of ${region}`;
  }
  return zones
    .map((zone) => (zone === undefined ? 'zone not settled' : `zone ${shortened(zone)}`))
    .join(' + ');
}
