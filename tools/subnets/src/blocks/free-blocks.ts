import { excludeCidr } from 'cidr-tools';
import { type Block, toBlock } from './block.ts';

/**
 * What `ranges` hold beside `used`, as the fewest aligned blocks, ascending. Blocks of two ranges that touch are
 * joined; pass one range at a time where a block must lie in a single range.
 */
export function findFreeBlocks(ranges: readonly Block[], used: readonly Block[]): Block[] {
  return excludeCidr(
    ranges.map(({ cidr }) => cidr),
    used.map(({ cidr }) => cidr),
  ).map(toBlock);
}
