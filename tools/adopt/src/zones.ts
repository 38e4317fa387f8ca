import type { Snapshot } from '@private-lambda/inventory/snapshot';
import type { AddressSlot } from '../../../config/az-letters.js';
import { listOf } from './list-of.ts';
import type { VpcSubnet } from './read-subnets.ts';

/**
 * Zones in which AWS makes no NAT gateway or runs no function, by id, since names differ between accounts. These are
 * the old zones that public reports name; AWS documents no list, so a zone that is missing here may still be refused.
 */
const OLD_ZONES = new Set(['use1-az3', 'usw1-az2', 'apne1-az3']);

export interface Zone {
  readonly name: string;
  readonly id: string;
}

/**
 * Zones that can carry a subnet of ours, best first: those in which the VPC stands already, then by id.
 * Local and Wavelength Zones are none: they have no load balancers of this kind.
 */
export function usableZones(
  { AvailabilityZones = [] }: Snapshot,
  subnets: readonly VpcSubnet[],
): readonly Zone[] {
  const inUse = new Set(subnets.map(({ zone }) => zone));
  return AvailabilityZones.filter(
    ({ ZoneType = 'availability-zone', State = 'available', ZoneId = '' }) =>
      ZoneType === 'availability-zone' && State === 'available' && !OLD_ZONES.has(ZoneId),
  )
    .map(({ ZoneName, ZoneId = ZoneName }) => ({ name: ZoneName, id: ZoneId }))
    .sort(
      (one, other) =>
        Number(inUse.has(other.name)) - Number(inUse.has(one.name)) ||
        one.id.localeCompare(other.id),
    );
}

/**
 * A zone for each letter: that of the stage file, or the best one that no other letter has.
 * @param preferred zones that spare a subnet
 * @returns every reason why there is none, one line each
 */
export function chooseZones(
  snapshot: Snapshot,
  subnets: readonly VpcSubnet[],
  letters: readonly AddressSlot[],
  named: ReadonlyMap<AddressSlot, string>,
  preferred: ReadonlySet<string>,
): { readonly names: readonly string[]; readonly problems: readonly string[] } {
  const usable = usableZones(snapshot, subnets)
    .map(({ name }) => name)
    .sort((one, other) => Number(preferred.has(other)) - Number(preferred.has(one)));
  const kept = letters.map((letter) => named.get(letter));
  const strange = letters.flatMap((letter, index) => {
    const name = kept[index];
    if (name === undefined) return [];
    if (usable.includes(name) && kept.indexOf(name) === index) return [];
    return `azNames.${letter}: found ${name}, expected one of ${listOf(usable)}, for each letter another; without azNames in the stage file they are chosen`;
  });
  if (strange.length > 0) return { names: [], problems: strange };
  const others = usable.filter((name) => !kept.includes(name));
  const names = kept.flatMap((name) => name ?? others.shift() ?? []);
  if (names.length === letters.length) return { names, problems: [] };
  const count = `${names.length} ${names.length === 1 ? 'zone' : 'zones'}`;
  return {
    names,
    problems: [
      `${snapshot.Region} has ${count} for this (${listOf(names)}), and azs ${letters.join('')} needs ${letters.length}; ${letters.length > 2 ? 'set fewer azs, or take' : 'take'} another Region`,
    ],
  };
}
