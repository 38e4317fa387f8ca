import { InputError } from '@private-lambda/command-line/input-error';
import { type Block, countAddresses, formatAddress, toBlock } from './block.ts';
import { findFreeBlocks } from './free-blocks.ts';
import type { Sizes } from './sizes.ts';

export type Split = { readonly parts: readonly Block[]; readonly free: readonly Block[] };

/**
 * Cuts the first `count` blocks of a size out of `parent`.
 * @throws {InputError} SUBNETS_SPLIT_TOO_LARGE when the parts do not fit
 */
export function splitBlock(parent: Block, { count, prefix }: Sizes): Split {
  const size = countAddresses({ prefix });
  const room = Math.floor(countAddresses(parent) / size);
  if (count > room) {
    throw new InputError(
      'SUBNETS_SPLIT_TOO_LARGE',
      `${count}x/${prefix} does not fit into ${parent.cidr}, which holds ${room}x/${prefix}`,
    );
  }
  const parts = Array.from({ length: count }, (_, index) =>
    toBlock(`${formatAddress(parent.start + index * size)}/${prefix}`),
  );
  return { parts, free: findFreeBlocks([parent], parts) };
}
