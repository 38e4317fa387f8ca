import * as fc from 'fast-check';
import { type Block, formatAddress, toBlock } from '../../src/blocks/block.ts';

/** An aligned block with a prefix from `from` to `to`, anywhere. */
export const anyBlock = (from: number, to: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: from, max: to }))
    .map(([address, prefix]) => align(address, prefix));

/** An aligned block inside `outer`. */
export const blockIn = (outer: Block, smallest = 32) =>
  fc
    .tuple(
      fc.integer({ min: outer.start, max: outer.end }),
      fc.integer({ min: outer.prefix, max: smallest }),
    )
    .map(([address, prefix]) => align(address, prefix));

/** A VPC range and blocks in it: nested, repeated, touching, as they come. */
export const rangeWithUsed = (from = 16, to = 28, most = 30) =>
  anyBlock(from, to).chain((range) =>
    fc.record({
      range: fc.constant(range),
      used: fc.array(blockIn(range), { maxLength: most }),
    }),
  );

function align(address: number, prefix: number): Block {
  const size = 2 ** (32 - prefix);
  return toBlock(`${formatAddress(Math.floor(address / size) * size)}/${prefix}`);
}

/** Every address of the blocks, one by one: slow, and too simple to be wrong. */
export function addressesOf(blocks: readonly Block[]): Set<number> {
  const addresses = new Set<number>();
  for (const { start, end } of blocks) {
    for (let address = start; address <= end; address += 1) addresses.add(address);
  }
  return addresses;
}
