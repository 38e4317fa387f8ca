import { InputError } from '@private-lambda/command-line/input-error';
import { mergeCidr } from 'cidr-tools';
import {
  type Block,
  byAddress,
  contains,
  formatAddress,
  overlaps,
  toBlock,
} from '../blocks/block.ts';

/** The addresses of one VPC. */
export type AddressSpace = {
  /** As given: the first is the VPC's primary range. They never overlap. */
  readonly ranges: readonly Block[];
  /** Ascending, each block once. A block may lie in another one; what counts is their union. */
  readonly used: readonly Block[];
};

/** VPC user guide, VPC CIDR blocks and Subnet CIDR blocks: both are /16 to /28. */
export const LARGEST_PREFIX = 16;
export const SMALLEST_PREFIX = 28;

/**
 * @throws {InputError} SUBNETS_RANGE_SIZE, SUBNETS_RANGE_OVERLAP, SUBNETS_BLOCK_OUTSIDE
 */
export function createAddressSpace(ranges: readonly Block[], used: readonly Block[]): AddressSpace {
  for (const { cidr, prefix } of ranges) {
    if (prefix < LARGEST_PREFIX || prefix > SMALLEST_PREFIX) {
      throw new InputError(
        'SUBNETS_RANGE_SIZE',
        `--vpc: ${cidr} is a /${prefix}; AWS makes a VPC range from /${LARGEST_PREFIX} to /${SMALLEST_PREFIX}`,
      );
    }
  }
  const overlap = findOverlap(ranges);
  if (overlap) {
    throw new InputError(
      'SUBNETS_RANGE_OVERLAP',
      `--vpc: ${overlap[0].cidr} and ${overlap[1].cidr} overlap; the ranges of one VPC never do`,
    );
  }
  const joined = mergeCidr(ranges.map(({ cidr }) => cidr)).map(toBlock);
  const stray = used.find((block) => !findRange(joined, block));
  if (stray) throw outside('--used', stray, ranges);
  return { ranges, used: withoutDuplicates(used) };
}

/** The refusal of a block that is not inside the VPC, with the block that was probably meant. */
export function outside(where: string, block: Block, ranges: readonly Block[]) {
  const [primary] = ranges;
  const vpc = ranges.map(({ cidr }) => cidr).join(' + ');
  const larger = ranges.some((range) => overlaps(range, block));
  const reason = larger ? 'reaches beyond' : 'lies outside';
  const meant =
    !larger && primary && block.prefix >= primary.prefix
      ? `; did you mean ${moveInto(primary, block)}?`
      : '';
  return new InputError(
    'SUBNETS_BLOCK_OUTSIDE',
    `${where}: ${block.cidr} ${reason} the VPC (${vpc})${meant}`,
  );
}

/** The block with the same place in `range` as it has in the network of that size it comes from. */
function moveInto(range: Block, block: Block): string {
  const offset = block.start % (range.end - range.start + 1);
  return `${formatAddress(range.start + offset)}/${block.prefix}`;
}

/** The first two, by address, that share an address. */
export function findOverlap<B extends Block>(blocks: readonly B[]): [B, B] | undefined {
  const sorted = [...blocks].sort(byAddress);
  for (const [index, block] of sorted.entries()) {
    const next = sorted[index + 1];
    if (next && overlaps(block, next)) return [block, next];
  }
  return undefined;
}

function withoutDuplicates(blocks: readonly Block[]): Block[] {
  return [...new Map(blocks.map((block) => [block.cidr, block])).values()].sort(byAddress);
}

export const findRange = (ranges: readonly Block[], block: Block) =>
  ranges.find((range) => contains(range, block));
