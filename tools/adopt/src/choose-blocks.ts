import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { toBlock } from '@private-lambda/subnets/blocks/block';
import { FreeSpace } from '@private-lambda/subnets/plan/place';
import type { AzLetter, Refusal } from './adoption.ts';
import { cidrsOf } from './cidrs-of.ts';
import type { VpcSubnet } from './read-subnets.ts';

/** Sizes that are tried for a private subnet, largest first; a load balancer wants a /27 or larger. */
const PRIVATE_PREFIXES = [24, 25, 26, 27];
/** A public subnet holds a NAT gateway, or a load balancer too. */
const PUBLIC_PREFIXES = [27, 28];

export interface Tiers {
  readonly letters: readonly AzLetter[];
  /** Existing subnets; undefined makes own ones. */
  readonly private: ReadonlyMap<AzLetter, VpcSubnet> | undefined;
  /** Existing subnets; empty makes own ones, undefined has no such tier. */
  readonly public: ReadonlyMap<AzLetter, VpcSubnet> | undefined;
}

export interface Blocks {
  readonly public: ReadonlyMap<AzLetter, string>;
  readonly private: ReadonlyMap<AzLetter, string>;
  readonly notes: readonly string[];
}

/** The blocks of both tiers: those of existing subnets, or free ones as large as fit. */
export function chooseBlocks(
  snapshot: Snapshot,
  subnets: readonly VpcSubnet[],
  tiers: Tiers,
): Blocks | Refusal {
  const space = () =>
    new FreeSpace(
      cidrsOf(snapshot).map(toBlock),
      subnets.map(({ cidr }) => toBlock(cidr)),
    );
  const makesPublic = tiers.public?.size === 0;
  for (const privatePrefix of tiers.private ? [undefined] : PRIVATE_PREFIXES) {
    for (const publicPrefix of makesPublic ? PUBLIC_PREFIXES : [undefined]) {
      const free = space();
      const own = take(free, tiers.letters, privatePrefix);
      const ownPublic = own && take(free, tiers.letters, publicPrefix);
      if (!own || !ownPublic) continue;
      return {
        private: tiers.private ? blocksOf(tiers.private) : own,
        public: tiers.public && !makesPublic ? blocksOf(tiers.public) : ownPublic,
        notes:
          privatePrefix !== undefined && privatePrefix > 24
            ? [`the private subnets are /${privatePrefix}: nothing larger is free`]
            : [],
      };
    }
  }
  const smallest = `${tiers.letters.length} private blocks of /27${makesPublic ? ` and ${tiers.letters.length} public ones of /28` : ''}`;
  return {
    problems: [
      `${snapshot.VpcId} (${cidrsOf(snapshot).join(', ')}) has no room for ${smallest}; add a range to it, or name private subnets that are there: --private-subnets <id>,<id>`,
    ],
  };
}

/** @returns undefined when the space has no room; nothing for no size */
function take(
  free: FreeSpace,
  letters: readonly AzLetter[],
  prefix: number | undefined,
): ReadonlyMap<AzLetter, string> | undefined {
  const blocks = new Map<AzLetter, string>();
  for (const letter of prefix === undefined ? [] : letters) {
    const block = free.tryTake(prefix ?? 0);
    if (!block) return undefined;
    blocks.set(letter, block.cidr);
  }
  return blocks;
}

const blocksOf = (subnets: ReadonlyMap<AzLetter, VpcSubnet>): ReadonlyMap<AzLetter, string> =>
  new Map([...subnets].map(([letter, { cidr }]) => [letter, cidr]));
