import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { toBlock } from '@private-lambda/subnets/blocks/block';
import type { AddressSlot } from '../../../config/az-letters.js';
import { listOf } from './list-of.ts';
import type { VpcSubnet } from './read-subnets.ts';
import { usableZones } from './zones.ts';

/** A load balancer wants so many free addresses in each subnet (ELB user guide, "Subnets for your load balancer"). */
export const LOAD_BALANCER_ADDRESSES = 8;
/** And a block that is not smaller than this (same page). */
export const LOAD_BALANCER_PREFIX = 27;

export interface GivenSubnets {
  readonly ids: readonly string[];
  /** The stage file names them: what the stage has put into them is counted as in use. */
  readonly isKept: boolean;
}

export interface ChosenSubnets {
  readonly subnets: ReadonlyMap<AddressSlot, VpcSubnet>;
  /** Every reason why they cannot be it, one line each. */
  readonly problems: readonly string[];
}

/** The private subnets that the user names, one for each letter. */
export function chooseGiven(
  { ids, isKept }: GivenSubnets,
  snapshot: Snapshot,
  subnets: readonly VpcSubnet[],
  letters: readonly AddressSlot[],
): ChosenSubnets {
  const where = isKept ? 'existingVpc.privateSubnetIds' : '--private-subnets';
  const zones = usableZones(snapshot, []).map(({ name }) => name);
  const problems: string[] = [];
  const found = new Map<AddressSlot, VpcSubnet>();
  for (const [index, id] of ids.entries()) {
    const subnet = subnets.find((one) => one.id === id);
    const letter = letters[index];
    if (subnet && letter) found.set(letter, subnet);
    const problem = subnet
      ? subnetProblem(subnet, zones, isKept)
      : `${id} is no subnet of this VPC with an IPv4 block`;
    if (problem) problems.push(`${where}: ${problem}`);
  }
  if (ids.length !== letters.length) {
    problems.push(
      `${where}: found ${ids.length}, expected ${letters.length}, one for each AZ letter of azs ${letters.join('')}`,
    );
  }
  const used = [...found.values()].map(({ zone }) => zone);
  if (new Set(used).size < used.length) {
    problems.push(`${where}: two of them are in one zone; expected one for each zone`);
  }
  return { subnets: found, problems };
}

/**
 * Why a private subnet that is there already cannot carry a function and a load balancer; undefined when it can.
 * @param zones that can
 * @param isKept its free addresses are not asked for: the stage's own may have taken them
 */
export function subnetProblem(
  { id, cidr, zone, freeAddresses, leadsOut, isOnOutpost }: VpcSubnet,
  zones: readonly string[],
  isKept: boolean,
): string | undefined {
  if (leadsOut) {
    return `the route table of ${id} leads to the internet gateway; expected a private subnet`;
  }
  if (leadsOut === undefined) {
    return `the route table of ${id} is not known; expected the right to describe it, and the main one of the VPC`;
  }
  if (isOnOutpost) return `${id} is on an Outpost, where no function runs; expected one in a zone`;
  if (!zones.includes(zone)) {
    return `${id} is in ${zone}, where no function or load balancer of this kind runs; expected one in ${listOf(zones)}`;
  }
  if (toBlock(cidr).prefix > LOAD_BALANCER_PREFIX) {
    return `${id} is ${cidr}; a load balancer needs a /${LOAD_BALANCER_PREFIX} or larger`;
  }
  if (!isKept && freeAddresses < LOAD_BALANCER_ADDRESSES) {
    return `${id} has ${freeAddresses} free addresses; a load balancer needs ${LOAD_BALANCER_ADDRESSES}`;
  }
  return undefined;
}
