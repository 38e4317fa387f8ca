import * as fc from 'fast-check';
import { contains, countAddresses } from '../../src/blocks/block.ts';
import { findFreeBlocks } from '../../src/blocks/free-blocks.ts';
import { addressesOf, rangeWithUsed } from '../support/arbitraries.ts';

describe('free blocks', () => {
  it('are exactly the addresses of the range that nothing uses', () => {
    fc.assert(
      fc.property(rangeWithUsed(22, 28), ({ range, used }) => {
        const taken = addressesOf(used);
        const expected = [...addressesOf([range])].filter((address) => !taken.has(address));
        const free = findFreeBlocks([range], used);
        expect([...addressesOf(free)]).toEqual(expected);
      }),
    );
  });

  it('and the used ones add up to the range, disjoint, at any size', () => {
    fc.assert(
      fc.property(rangeWithUsed(), ({ range, used }) => {
        const free = findFreeBlocks([range], used);
        const taken = findFreeBlocks([range], free);
        const total = [...free, ...taken].reduce((sum, block) => sum + countAddresses(block), 0);
        expect(total).toBe(countAddresses(range));
        for (const block of used) expect(taken.some((one) => contains(one, block))).toBe(true);
      }),
    );
  });

  it('are the fewest, ascending: no two of them make one aligned block', () => {
    fc.assert(
      fc.property(rangeWithUsed(), ({ range, used }) => {
        const free = findFreeBlocks([range], used);
        for (const [index, block] of free.entries()) {
          const next = free[index + 1];
          if (!next) continue;
          const size = countAddresses(block);
          const twins =
            next.prefix === block.prefix &&
            next.start === block.end + 1 &&
            block.start % (2 * size) === 0;
          expect(next.start).toBeGreaterThan(block.end);
          expect(twins).toBe(false);
        }
      }),
    );
  });
});
