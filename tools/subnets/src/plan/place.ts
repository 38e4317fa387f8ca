import { InputError } from '@private-lambda/command-line/input-error';
import { type Block, contains, countAddresses, formatAddress, toBlock } from '../blocks/block.ts';
import { findFreeBlocks } from '../blocks/free-blocks.ts';

export type Placed = { readonly block: Block; readonly reason: string };

/**
 * Free space that blocks are taken from, always the lowest aligned place that fits. Taken from the largest block to
 * the smallest, this finds a place for all of them whenever there is one: an aligned block never cuts a larger
 * aligned place in two.
 */
export class FreeSpace {
  readonly #gaps: readonly Block[];
  #blocks: Block[];

  /** A subnet lies in one range of its VPC, so the free blocks of two ranges are never joined. */
  constructor(ranges: readonly Block[], taken: readonly Block[]) {
    this.#gaps = ranges.flatMap((range) =>
      findFreeBlocks(
        [range],
        taken.filter((block) => contains(range, block) || contains(block, range)),
      ),
    );
    this.#blocks = [...this.#gaps];
  }

  /**
   * @param who names the slot in a refusal
   * @throws {InputError} SUBNETS_NO_ROOM
   */
  take(prefix: number, who: string): Placed {
    const block = this.tryTake(prefix);
    if (!block) throw this.#noRoom(prefix, who);
    const gap = this.#gaps.find((free) => contains(free, block)) ?? block;
    const lower = gap === this.#gaps[0] ? '' : '; lower gaps are too small or taken';
    return { block, reason: `lowest free /${prefix}, in the gap ${gap.cidr}${lower}` };
  }

  /** @returns undefined when there is no room */
  tryTake(prefix: number): Block | undefined {
    const index = this.#blocks.findIndex((block) => block.prefix <= prefix);
    const from = this.#blocks[index];
    if (!from) return undefined;
    const block = toBlock(`${formatAddress(from.start)}/${prefix}`);
    this.#blocks.splice(index, 1, ...findFreeBlocks([from], [block]));
    return block;
  }

  #noRoom(prefix: number, who: string) {
    const largest = [...this.#blocks].sort((a, b) => a.prefix - b.prefix)[0];
    const left = largest
      ? `the largest free block left is ${largest.cidr}`
      : 'no free address is left';
    return new InputError(
      'SUBNETS_NO_ROOM',
      `no room for ${who}: it needs an aligned /${prefix} (${countAddresses({ prefix })} addresses), ${left}`,
    );
  }
}
