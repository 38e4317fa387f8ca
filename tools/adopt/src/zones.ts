import type { Snapshot } from '@private-lambda/inventory/snapshot';
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
