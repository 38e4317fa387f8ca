import { cidrsOf } from '@private-lambda/inventory/cidrs-of';
import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { contains, overlaps, toBlock } from '@private-lambda/subnets/blocks/block';
import type { AddressSlot } from '../../../config/az-letters.js';
import type { VpcSubnet } from './read-subnets.ts';

/** Blocks of the ledger that stay, and what became of the others. */
export interface KeptBlocks {
  readonly blocks: ReadonlyMap<AddressSlot, string>;
  readonly notes: readonly string[];
  readonly problems: readonly string[];
}

/**
 * The blocks that the stage file has for these letters, as long as they lie in the VPC and nobody else has taken them.
 * @param subnets of everybody else
 */
export function keepBlocks(
  letters: readonly AddressSlot[],
  ledger: ReadonlyMap<AddressSlot, string>,
  snapshot: Snapshot,
  subnets: readonly VpcSubnet[],
): KeptBlocks {
  const ranges = cidrsOf(snapshot).map(toBlock);
  const blocks = new Map<AddressSlot, string>();
  const notes: string[] = [];
  const problems: string[] = [];
  for (const letter of letters) {
    const cidr = ledger.get(letter);
    if (cidr === undefined) continue;
    const block = toBlock(cidr);
    const taker = subnets.find((subnet) => overlaps(toBlock(subnet.cidr), block));
    if (taker && !taker.hasTags) {
      problems.push(
        `${taker.id} stands where the stage file has ${cidr}, and the snapshot has no tags that say whose it is; take it anew with npm run inventory`,
      );
    } else if (taker) {
      notes.push(`${cidr} of the stage file is another block now: ${taker.id} has taken it`);
    } else if (!ranges.some((range) => contains(range, block))) {
      notes.push(`${cidr} of the stage file is another block now: the VPC does not have it`);
    } else blocks.set(letter, cidr);
  }
  return { blocks, notes, problems };
}
