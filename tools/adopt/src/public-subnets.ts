import { toBlock } from '@private-lambda/subnets/blocks/block';
import type { AddressSlot } from '../../../config/az-letters.js';
import type { AdoptedSettings, Ledger } from './adoption.ts';
import { LOAD_BALANCER_ADDRESSES, LOAD_BALANCER_PREFIX } from './given-subnets.ts';
import type { VpcSubnet } from './read-subnets.ts';

export interface PublicTier {
  /** All letters or none: the tier is there already, or it is made. */
  readonly subnets: ReadonlyMap<AddressSlot, VpcSubnet>;
  readonly notes: readonly string[];
}

/** Public subnets that have room for what the stage puts there: a NAT gateway, and a load balancer with `ecsCaller`. */
export function usablePublic(
  subnets: readonly VpcSubnet[],
  { ecsCaller }: Pick<AdoptedSettings, 'ecsCaller'>,
): readonly VpcSubnet[] {
  return subnets.filter(
    ({ isPublic, isOnOutpost, cidr, freeAddresses }) =>
      isPublic &&
      !isOnOutpost &&
      (ecsCaller
        ? freeAddresses >= LOAD_BALANCER_ADDRESSES && toBlock(cidr).prefix <= LOAD_BALANCER_PREFIX
        : freeAddresses > 0),
  );
}

/** Those of the stage file first; what stands in them is counted as in use, and may be the stage's own. */
export function choosePublic(
  subnets: readonly VpcSubnet[],
  azNames: ReadonlyMap<AddressSlot, string>,
  settings: Pick<AdoptedSettings, 'ecsCaller'>,
  ledger: Ledger,
): PublicTier {
  const none = { subnets: new Map<AddressSlot, VpcSubnet>(), notes: [] };
  // Own ones stay own.
  if (ledger.public.size > 0 && !ledger.publicSubnetIds) return none;
  const usable = usablePublic(subnets, settings);
  const chosen = new Map<AddressSlot, VpcSubnet>();
  const notes: string[] = [];
  for (const [letter, zone] of azNames) {
    const named = ledger.publicSubnetIds?.[letter];
    const isThere = (one: VpcSubnet) => one.id === named && one.zone === zone && one.isPublic;
    const subnet = subnets.find(isThere) ?? usable.find((one) => one.zone === zone);
    if (!subnet) return none;
    if (named !== undefined && subnet.id !== named) {
      notes.push(
        `${named} of the stage file is another public subnet now: it is no public subnet of ${zone}`,
      );
    }
    chosen.set(letter, subnet);
  }
  return { subnets: chosen, notes };
}
