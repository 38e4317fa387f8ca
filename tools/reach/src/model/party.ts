import {
  type AddressRange,
  ALL_ADDRESSES,
  coverage,
  PUBLIC_ADDRESSES,
  subtract,
} from './address-range.ts';
import {
  type Addresses,
  type Id,
  type Interface,
  isUnknown,
  type NodeKind,
  type OrUnknown,
  type Subnet,
  type Vpc,
  type WornGroups,
} from './network.ts';
import { absence } from './words.ts';

/** One end of a connection as the filters on the way see it. */
export interface Party {
  /** In words, for the answer. */
  readonly name: string;
  readonly addresses: Addresses;
  /** What opens its connections; undefined for a client on the internet. */
  readonly kind: NodeKind | undefined;
  /** The node whose private address it has; undefined for public addresses, `?` where that is not known. */
  readonly node: Id | undefined;
  /** The node whose public address it has; undefined for private addresses and the internet's, `?` where that is not known. */
  readonly publicOf: Id | undefined;
  /** Groups that rules can name; only inside VPCs. */
  readonly groups: WornGroups | undefined;
  /** Name of an AWS service, for rules by its prefix list. */
  readonly service: string | undefined;
  /**
   * "The internet" is most of its addresses: a block that is carved out of them does not decide, and a rule for a block
   * alone leaves the question open.
   */
  readonly atLarge: boolean;
}

export const INTERNET: Party = {
  name: 'the internet',
  addresses: PUBLIC_ADDRESSES,
  kind: undefined,
  node: undefined,
  publicOf: undefined,
  groups: undefined,
  service: undefined,
  atLarge: true,
};

/** A node by its public address; a function outside VPCs by one of the Lambda service. */
export function publicParty(node: Id, kind: NodeKind, name: string = node): Party {
  return { ...INTERNET, name, kind, publicOf: node, atLarge: false };
}

/** Who arrives after a hop that may put its own address in the place of the sender's: perhaps anybody. */
export function forwardedParty({ name }: Party): Party {
  return unknownParty(`whatever forwards for ${name}`, 'its address is that of what forwards it');
}

/** The same party where rules may, or may not, name its groups. */
export function withGroupsIf(may: OrUnknown<boolean>, party: Party): Party {
  if (may === true) return party;
  return {
    ...party,
    groups: may === false ? undefined : { kind: 'groups', ids: [], perhapsMore: may },
  };
}

/** Somebody whose address and groups the templates do not have. */
export function unknownParty(name: string, unknown: string): Party {
  return {
    name,
    addresses: { unknown, within: undefined },
    kind: 'nat-gateway', // the widest range of ports
    node: '?',
    publicOf: '?',
    groups: { kind: 'groups', ids: [], perhapsMore: { unknown } },
    service: undefined,
    atLarge: false,
  };
}

export function serviceParty(service: string): Party {
  return { ...INTERNET, name: `aws:${service}`, service };
}

/** @param taken the addresses of its subnet that other interfaces state as theirs */
export function interfaceParty(
  { node, subnet: id, address, groups }: Interface,
  kind: NodeKind,
  subnet: Subnet | undefined,
  taken: readonly AddressRange[],
): Party {
  return {
    name: node,
    addresses: address ? [address] : without(subnetAddresses(subnet, id), taken),
    kind,
    node,
    publicOf: undefined,
    groups,
    service: undefined,
    atLarge: false,
  };
}

/**
 * The same public party as a VPC sees it: an address of the VPC's own blocks leads into the VPC, also where those are
 * public ones ("VPC CIDR blocks").
 */
export function outsideOf(vpc: Vpc | undefined, party: Party): Party {
  const own = vpc && !isUnknown(vpc.ranges) ? vpc.ranges : [];
  if (coverage(own, PUBLIC_ADDRESSES) === 'none') return party;
  return { ...party, addresses: without(party.addresses, own) };
}

function without(addresses: Addresses, ranges: readonly AddressRange[]): Addresses {
  if (ranges.length === 0) return addresses;
  if (!('unknown' in addresses)) return subtract(addresses, ranges);
  const { within } = addresses;
  return within ? { ...addresses, within: subtract(within, ranges) } : addresses;
}

/** How much of a party's addresses lies in these ranges. */
export function coverageOf(
  ranges: readonly AddressRange[],
  { addresses }: Party,
): 'all' | 'part' | 'none' {
  return coverage(ranges, widestAddresses(addresses));
}

/** Of some block of a wider range, that: nothing but "all" and "none" of it tells. */
export function widestAddresses(addresses: Addresses): readonly AddressRange[] {
  return 'unknown' in addresses ? (addresses.within ?? [ALL_ADDRESSES]) : addresses;
}

function subnetAddresses(subnet: Subnet | undefined, id: Id): Addresses {
  return (
    subnet?.ranges ?? {
      unknown: absence(id, 'subnet'),
      within: undefined,
    }
  );
}
