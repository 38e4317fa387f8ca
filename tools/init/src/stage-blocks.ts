import { InputError } from '@private-lambda/command-line/input-error';
import { type Block, overlaps, parseBlock, toBlock } from '@private-lambda/subnets/blocks/block';
import { FreeSpace } from '@private-lambda/subnets/plan/place';
import type { Entry } from '@private-lambda/subnets/plan/plan';
import { TIERS } from '@private-lambda/subnets/plan/request';
import { ADDRESS_SLOTS } from '../../../config/az-letters.js';

/** The largest VPC that AWS makes, and the smallest that holds four subnets a tier with a load balancer in each. */
const LARGEST = 16;
const SMALLEST = 24;
/** Of a VPC, a private subnet has a sixteenth, and a public one a sixteenth of that. */
const BITS = { private: 4, public: 8 };
/** A load balancer takes no subnet smaller than this. */
const SMALLEST_SUBNET = 27;

/** @throws InputError SUBNETS_BLOCK_INVALID, INIT_CIDR_SIZE */
export function readVpcBlock(text: string, where: string): Block {
  const block = parseBlock(text, where);
  if (block.prefix >= LARGEST && block.prefix <= SMALLEST) return block;
  throw new InputError(
    'INIT_CIDR_SIZE',
    `${where}: ${text} is a /${block.prefix}, expected a block from /${LARGEST} to /${SMALLEST}`,
  );
}

/** Cuts a VPC into four blocks a tier, one for each AZ letter: the public ones are the lowest. */
export function cutVpc(vpc: Block): Entry[] {
  const free = new FreeSpace([vpc], []);
  return TIERS.flatMap((tier) =>
    ADDRESS_SLOTS.map((az) => {
      const prefix = Math.min(vpc.prefix + BITS[tier], SMALLEST_SUBNET);
      return { tier, az, ...free.take(prefix, `${tier} ${az}`) };
    }),
  );
}

/** A block for a stage that nobody named one for: the first /16 of 10.0.0.0/8, in steps of ten, that is nobody else's. */
export function nextVpcBlock(taken: readonly Block[]): Block {
  for (let second = 20; second < 256; second += 10) {
    const block = toBlock(`10.${second}.0.0/16`);
    if (!taken.some((other) => overlaps(other, block))) return block;
  }
  throw new InputError(
    'INIT_CIDR_MISSING',
    '--cidr: no /16 of 10.0.0.0/8 is free for a new stage; expected <stage>=<block>',
  );
}
