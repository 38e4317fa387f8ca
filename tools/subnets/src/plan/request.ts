import { InputError } from '@private-lambda/command-line/input-error';
import type { Block } from '../blocks/block.ts';
import { readBlockList } from '../blocks/block-list.ts';
import { isSizes, parseSizes, type Sizes } from '../blocks/sizes.ts';
import { LARGEST_PREFIX, SMALLEST_PREFIX } from '../space/address-space.ts';

export const TIERS = ['public', 'private'] as const;
export type Tier = (typeof TIERS)[number];

/** What one tier asks for: so many subnets of one size, or these blocks, the first for AZ A. */
export type TierRequest = { readonly tier: Tier } & (
  | { readonly kind: 'sizes'; readonly sizes: Sizes }
  | { readonly kind: 'blocks'; readonly blocks: readonly Block[] }
);

/**
 * @param values of `--public` or `--private`: once `<count>x/<prefix>`, or blocks
 * @throws {InputError} SUBNETS_SIZES_INVALID, SUBNETS_BLOCK_INVALID, SUBNETS_SUBNET_SIZE
 */
export function readTierRequest(tier: Tier, values: readonly string[]): TierRequest {
  const option = `--${tier}`;
  const [first = ''] = values;
  if (values.length === 1 && isSizes(first)) {
    const sizes = parseSizes(first, option);
    refuseSize(sizes, `${option} ${first}`);
    return { tier, kind: 'sizes', sizes };
  }
  if (values.some(isSizes)) {
    throw new InputError(
      'SUBNETS_SIZES_INVALID',
      `${option}: expected one <count>x/<prefix> or a list of blocks, found ${JSON.stringify(values.join(' '))}`,
    );
  }
  const blocks = readBlockList(values, option);
  if (blocks.length === 0) {
    throw new InputError('SUBNETS_SIZES_INVALID', `${option}: the list holds no block`);
  }
  for (const block of blocks) refuseSize(block, `${option} ${block.cidr}`);
  return { tier, kind: 'blocks', blocks };
}

function refuseSize({ prefix }: { readonly prefix: number }, where: string) {
  if (prefix >= LARGEST_PREFIX && prefix <= SMALLEST_PREFIX) return;
  const slip =
    prefix > SMALLEST_PREFIX
      ? `smaller than /${SMALLEST_PREFIX}`
      : `larger than /${LARGEST_PREFIX}`;
  throw new InputError(
    'SUBNETS_SUBNET_SIZE',
    `${where}: a /${prefix} is ${slip}; AWS makes subnets from /${LARGEST_PREFIX} to /${SMALLEST_PREFIX}`,
  );
}

export const countSubnets = (request: TierRequest) =>
  request.kind === 'sizes' ? request.sizes.count : request.blocks.length;
