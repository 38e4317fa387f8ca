import { type AddressRange, coverage, PUBLIC_ADDRESSES } from './address-range.ts';
import type { Addresses, Id, Interface, Network, Subnet, WornGroups } from './network.ts';

/** One end of a connection as the filters on the way see it. */
export interface Party {
  /** In words, for the answer. */
  readonly name: string;
  readonly addresses: Addresses;
  /** The node whose private address it has; undefined for public addresses. */
  readonly node: Id | undefined;
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
  node: undefined,
  groups: undefined,
  service: undefined,
  atLarge: true,
};

/** Some public address: that of a NAT gateway, or of the Lambda service. */
export function publicParty(name: string): Party {
  return { ...INTERNET, name, atLarge: false };
}

export function serviceParty(service: string): Party {
  return { ...INTERNET, name: `aws:${service}`, service };
}

export function interfaceParty(
  network: Network,
  { node, subnet, address, groups }: Interface,
): Party {
  return {
    name: node,
    addresses: address ? [address] : subnetAddresses(network.subnets.get(subnet), subnet),
    node,
    groups,
    service: undefined,
    atLarge: false,
  };
}

/** How much of a party's addresses lies in these ranges. */
export function coverageOf(
  ranges: readonly AddressRange[],
  { addresses }: Party,
): 'all' | 'part' | 'none' {
  if (!('unknown' in addresses)) return coverage(ranges, addresses);
  const { within } = addresses;
  // Some block of a wider range: nothing but "all" and "none" of that range tells.
  return within ? coverage(ranges, within) : wholeSpace(ranges);
}

function wholeSpace(ranges: readonly AddressRange[]): 'all' | 'part' | 'none' {
  return ranges.length === 0 ? 'none' : coverage(ranges, [{ start: 0, end: 2 ** 32 - 1 }]);
}

function subnetAddresses(subnet: Subnet | undefined, id: Id): Addresses {
  return (
    subnet?.ranges ?? {
      unknown: `subnet ${id.replace(/^\?/, '')} is not in the templates`,
      within: undefined,
    }
  );
}
