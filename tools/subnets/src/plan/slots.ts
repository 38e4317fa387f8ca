import type { Block } from '../blocks/block.ts';
import { countSubnets, type Tier, type TierRequest } from './request.ts';

/** A place for one subnet: a tier and an AZ letter. `reserved` slots keep addresses for an AZ that comes later. */
export type Slot = {
  readonly tier: Tier;
  readonly az: string;
  /** 0 for the first subnet of this tier in this AZ. */
  readonly row: number;
  readonly state: 'subnet' | 'reserved';
  readonly prefix: number;
  /** The block that the user names for it. */
  readonly wish?: Block;
};

export const toAzLetter = (index: number) => String.fromCharCode('A'.charCodeAt(0) + index);

/** One slot per AZ letter is the normal case; a letter is the most that a plan can count to. */
export const MAX_AZS = 26;

/**
 * Deals the subnets of a tier to the AZs in turn (A, B, A, B, …) and keeps as many slots for every AZ letter up to
 * `reserveAzs` that has none. Which slots there are does not depend on how many of them are in use, so a plan that
 * reserves has the same blocks before and after an AZ is added.
 */
export function makeSlots(request: TierRequest, azs: number, reserveAzs: number): Slot[] {
  const count = countSubnets(request);
  const rows = Math.ceil(count / azs);
  const slots: Slot[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let az = 0; az < Math.max(azs, reserveAzs); az += 1) {
      const index = row * azs + az;
      const state = az < azs && index < count ? 'subnet' : 'reserved';
      if (state === 'reserved' && az >= reserveAzs) continue;
      const slot = { tier: request.tier, az: toAzLetter(az), row, state } as const;
      slots.push({ ...slot, ...describeSize(request, state === 'subnet' ? index : undefined) });
    }
  }
  return slots;
}

/** @param index of the subnet; a reserved slot has none, and is as large as the largest block of its tier */
function describeSize(request: TierRequest, index: number | undefined) {
  if (request.kind === 'sizes') return { prefix: request.sizes.prefix };
  const wish = index === undefined ? undefined : request.blocks[index];
  if (wish) return { prefix: wish.prefix, wish };
  return { prefix: Math.min(...request.blocks.map(({ prefix }) => prefix)) };
}
