import { InputError } from '@private-lambda/command-line/input-error';
import { overlaps } from '../blocks/block.ts';
import { type AddressSpace, findOverlap, findRange, outside } from '../space/address-space.ts';
import { FreeSpace } from './place.ts';
import type { Entry, Ledger, Placement, Plan } from './plan.ts';
import { warnAboutRanges } from './ranges.ts';
import type { Tier, TierRequest } from './request.ts';
import { makeSlots, type Slot } from './slots.ts';
import { warnAboutAzs, warnAboutKept, warnAboutSizes } from './warnings.ts';

export type PlanInput = {
  readonly space: AddressSpace;
  /** At most one per tier. */
  readonly requests: readonly TierRequest[];
  /** AZs in use. */
  readonly azs: number;
  /** AZ letters with a slot, in use or not; fewer than `azs` keeps none. */
  readonly reserveAzs: number;
  readonly ledger?: Ledger | undefined;
};

/**
 * Gives every slot a block: the ledger's, the one asked for, or the lowest free one, largest first.
 * @throws {InputError} SUBNETS_BLOCK_OUTSIDE, SUBNETS_BLOCK_OVERLAP, SUBNETS_LEDGER_CONFLICT, SUBNETS_NO_ROOM
 */
export function makePlan({ space, requests, azs, reserveAzs, ledger }: PlanInput): Plan {
  const entries = ledger?.entries ?? [];
  if (ledger) refuseBrokenLedger(ledger, space);
  const slots = requests.flatMap((request) => makeSlots(request, azs, reserveAzs));

  const fixed = new Map<Slot, Placement>();
  const asked: Placement[] = [];
  for (const slot of slots) {
    const entry = findEntry(entries, slot);
    if (entry && ledger) {
      refuseMove(slot, entry, ledger);
      fixed.set(slot, { ...slot, block: entry.block, reason: `already in ${ledger.file}` });
    } else if (slot.wish) {
      asked.push({ ...slot, block: slot.wish, reason: 'as asked' });
      fixed.set(slot, { ...slot, block: slot.wish, reason: 'as asked' });
    }
  }
  refuseBadWishes(asked, space, entries);

  const taken = [
    ...space.used,
    ...entries.map(({ block }) => block),
    ...asked.map(({ block }) => block),
  ];
  const free = new FreeSpace(space.ranges, taken);
  const bySize = slots.filter((slot) => !fixed.has(slot)).sort((a, b) => a.prefix - b.prefix);
  for (const slot of bySize) {
    fixed.set(slot, { ...slot, ...free.take(slot.prefix, nameSlot(slot)) });
  }
  const placements = slots.flatMap((slot) => fixed.get(slot) ?? []);
  return {
    placements,
    warnings: [
      ...warnAboutRanges(space.ranges),
      ...warnAboutAzs(requests, azs),
      ...warnAboutSizes(placements),
      ...(ledger ? warnAboutKept(slots, ledger) : []),
    ],
  };
}

const describe = ({ tier, az }: { readonly tier: Tier; readonly az: string }) => `${tier} ${az}`;

const nameSlot = (slot: Slot) =>
  slot.state === 'subnet' ? describe(slot) : `the kept slot ${describe(slot)}`;

const findEntry = (entries: readonly Entry[], { tier, az, row }: Slot) =>
  row === 0 ? entries.find((entry) => entry.tier === tier && entry.az === az) : undefined;

function conflict(message: string) {
  return new InputError('SUBNETS_LEDGER_CONFLICT', message);
}

function refuseMove(slot: Slot, { block }: Entry, { file }: Ledger) {
  if (!slot.wish || slot.wish.cidr === block.cidr) return;
  throw conflict(
    `--${slot.tier} ${slot.wish.cidr}: ${describe(slot)} is ${block.cidr} in ${file}, and a written block is never moved`,
  );
}

/** A subnet of the ledger that is deployed is a used block too: the same block is no conflict, a part of it is. */
function refuseBrokenLedger({ file, entries }: Ledger, { ranges, used }: AddressSpace) {
  for (const entry of entries) {
    const where = `${file}: ${describe(entry)}`;
    if (!findRange(ranges, entry.block)) throw outside(where, entry.block, ranges);
    const other = used.find(
      (block) => overlaps(block, entry.block) && block.cidr !== entry.block.cidr,
    );
    if (other) {
      throw conflict(
        `${where} ${entry.block.cidr} overlaps the used block ${other.cidr}: free that block, or take the slot out of the file`,
      );
    }
  }
  const clash = findOverlap(entries.map((entry) => ({ ...entry, ...entry.block })));
  if (clash) {
    const [one, other] = clash.map((entry) => `${describe(entry)} ${entry.cidr}`);
    throw conflict(`${file}: ${one} and ${other} overlap`);
  }
}

function refuseBadWishes(
  asked: readonly Placement[],
  space: AddressSpace,
  entries: readonly Entry[],
) {
  for (const { tier, block } of asked) {
    const where = `--${tier}`;
    if (!findRange(space.ranges, block)) throw outside(where, block, space.ranges);
    const used = space.used.find((other) => overlaps(other, block));
    if (used) throw overlap(`${where} ${block.cidr}`, `the used block ${used.cidr}`);
    const entry = entries.find((other) => overlaps(other.block, block));
    if (entry) {
      throw overlap(
        `${where} ${block.cidr}`,
        `${describe(entry)} ${entry.block.cidr} of the stage file`,
      );
    }
  }
  const clash = findOverlap(asked.map((wish) => ({ ...wish, ...wish.block })));
  if (clash) {
    const [one, other] = clash;
    throw overlap(`--${one.tier} ${one.cidr}`, `--${other.tier} ${other.cidr}`);
  }
}

const overlap = (one: string, other: string) =>
  new InputError('SUBNETS_BLOCK_OVERLAP', `${one} overlaps ${other}`);
