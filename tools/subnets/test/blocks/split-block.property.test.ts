import * as fc from 'fast-check';
import { countAddresses, toBlock } from '../../src/blocks/block.ts';
import { findFreeBlocks } from '../../src/blocks/free-blocks.ts';
import { splitBlock } from '../../src/blocks/split-block.ts';
import { anyBlock } from '../support/arbitraries.ts';

const parentAndSizes = anyBlock(0, 32).chain((parent) =>
  fc.integer({ min: parent.prefix, max: Math.min(32, parent.prefix + 10) }).chain((prefix) =>
    fc.record({
      parent: fc.constant(parent),
      prefix: fc.constant(prefix),
      count: fc.integer({ min: 1, max: 2 ** (prefix - parent.prefix) }),
    }),
  ),
);

describe('splitBlock', () => {
  it('tiles its parent with the parts and what stays free', () => {
    fc.assert(
      fc.property(parentAndSizes, ({ parent, prefix, count }) => {
        const { parts, free } = splitBlock(parent, { count, prefix });
        const tiles = [...parts, ...free];
        expect(parts).toHaveLength(count);
        expect(tiles.reduce((sum, tile) => sum + countAddresses(tile), 0)).toBe(
          countAddresses(parent),
        );
        expect(findFreeBlocks([parent], tiles)).toEqual([]);
      }),
    );
  });

  it('starts every part where the one before ends, the first at the start of the parent', () => {
    fc.assert(
      fc.property(parentAndSizes, ({ parent, prefix, count }) => {
        const { parts } = splitBlock(parent, { count, prefix });
        let next = parent.start;
        for (const part of parts) {
          expect([part.start, part.prefix]).toEqual([next, prefix]);
          next = part.end + 1;
        }
      }),
    );
  });

  it.each([
    ['10.0.0.0/24', 3, 25, 'holds 2x/25'],
    ['10.0.0.0/24', 1, 23, 'holds 0x/23'],
    ['10.0.0.0/24', 17, 28, 'holds 16x/28'],
  ])('refuses more than %s holds', (parent, count, prefix, reason) => {
    expect(() => splitBlock(toBlock(parent), { count, prefix })).toThrow(reason);
  });
});
