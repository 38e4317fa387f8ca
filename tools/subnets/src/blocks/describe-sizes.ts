import { type Block, countAddresses, countUsable } from './block.ts';

/** A block as programs read it. `usable` counts it as one subnet. */
export const describeSizes = (block: Block) => ({
  cidr: block.cidr,
  addresses: countAddresses(block),
  usable: countUsable(block),
});
