import { cidrsOf } from '@private-lambda/inventory/cidrs-of';
import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { overlaps, toBlock } from '@private-lambda/subnets/blocks/block';
import { FreeSpace } from '@private-lambda/subnets/plan/place';
import type { AddressSlot } from '../../../config/az-letters.js';
import type { Ledger, OtherBlock, Refusal } from './adoption.ts';
import { keepBlocks } from './keep-blocks.ts';
import type { VpcSubnet } from './read-subnets.ts';

/** Sizes that are tried for a private subnet, largest first; a load balancer wants a /27 or larger. */
const PRIVATE_PREFIXES = [24, 25, 26, 27];
/** A public subnet holds a NAT gateway, or a load balancer too. */
const PUBLIC_PREFIXES = [27, 28];

export interface Tiers {
  readonly letters: readonly AddressSlot[];
  /** Existing subnets; undefined makes own ones. */
  readonly private: ReadonlyMap<AddressSlot, VpcSubnet> | undefined;
  /** Existing subnets; empty makes own ones, undefined has no such tier. */
  readonly public: ReadonlyMap<AddressSlot, VpcSubnet> | undefined;
  readonly ledger: Ledger;
  /** Nothing new is put there. */
  readonly otherBlocks: readonly OtherBlock[];
}

export interface Blocks {
  readonly public: ReadonlyMap<AddressSlot, string>;
  readonly private: ReadonlyMap<AddressSlot, string>;
  readonly notes: readonly string[];
}

/** The blocks of both tiers: those of existing subnets, those of the ledger, or free ones as large as fit. */
export function chooseBlocks(
  snapshot: Snapshot,
  subnets: readonly VpcSubnet[],
  tiers: Tiers,
): Blocks | Refusal {
  const { letters, ledger, otherBlocks } = tiers;
  const makesPublic = tiers.public?.size === 0;
  const kept = {
    private: keepBlocks(tiers.private ? [] : letters, ledger.private, snapshot, subnets),
    public: keepBlocks(makesPublic ? letters : [], ledger.public, snapshot, subnets),
  };
  const problems = [...kept.private.problems, ...kept.public.problems];
  if (problems.length > 0) return { problems };
  const taken = [
    ...subnets.map(({ cidr }) => cidr),
    ...kept.private.blocks.values(),
    ...kept.public.blocks.values(),
    ...otherBlocks.map(({ cidr }) => cidr),
  ].map(toBlock);
  for (const privatePrefix of tiers.private ? [undefined] : PRIVATE_PREFIXES) {
    for (const publicPrefix of makesPublic ? PUBLIC_PREFIXES : [undefined]) {
      const free = new FreeSpace(cidrsOf(snapshot).map(toBlock), taken);
      const own = take(free, letters, privatePrefix, kept.private.blocks);
      const ownPublic = own && take(free, letters, publicPrefix, kept.public.blocks);
      if (!own || !ownPublic) continue;
      const isSmall = privatePrefix !== undefined && privatePrefix > 24;
      return {
        private: tiers.private ? blocksOf(tiers.private) : own,
        public: tiers.public && !makesPublic ? blocksOf(tiers.public) : ownPublic,
        notes: [
          ...kept.private.notes,
          ...kept.public.notes,
          ...sharedBlocks([...kept.private.blocks.values(), ...kept.public.blocks.values()], tiers),
          ...(isSmall ? [`new private subnets are /${privatePrefix}: nothing larger is free`] : []),
        ],
      };
    }
  }
  const smallest = `${letters.length} private blocks of /27${makesPublic ? ` and ${letters.length} public ones of /28` : ''}`;
  return {
    problems: [
      `${snapshot.VpcId} (${cidrsOf(snapshot).join(', ')}) has no room for ${smallest}; add a range to it, or name private subnets that are there: --private-subnets <id>,<id>`,
    ],
  };
}

/** A block that stands may not move, so two stages that say the same one are for people to settle. */
function sharedBlocks(kept: readonly string[], { otherBlocks }: Tiers): readonly string[] {
  return otherBlocks.flatMap(({ stage, cidr }) => {
    const own = kept.find((each) => overlaps(toBlock(each), toBlock(cidr)));
    return own
      ? [`${own} overlaps ${cidr} of config/stages/${stage}.yml: one of the two deploys`]
      : [];
  });
}

/** @returns undefined when the space has no room; nothing for no size */
function take(
  free: FreeSpace,
  letters: readonly AddressSlot[],
  prefix: number | undefined,
  kept: ReadonlyMap<AddressSlot, string>,
): ReadonlyMap<AddressSlot, string> | undefined {
  const blocks = new Map<AddressSlot, string>();
  if (prefix === undefined) return blocks;
  for (const letter of letters) {
    const known = kept.get(letter);
    if (known !== undefined) {
      blocks.set(letter, known);
      continue;
    }
    const block = free.tryTake(prefix);
    if (!block) return undefined;
    blocks.set(letter, block.cidr);
  }
  return blocks;
}

const blocksOf = (subnets: ReadonlyMap<AddressSlot, VpcSubnet>): ReadonlyMap<AddressSlot, string> =>
  new Map([...subnets].map(([letter, { cidr }]) => [letter, cidr]));
