import { InputError } from '@private-lambda/command-line/input-error';
import type { Command } from 'commander';
import type { LiveVpc } from '../aws/read-vpc.ts';
import { type Block, parseBlock } from '../blocks/block.ts';
import { readBlockList } from '../blocks/block-list.ts';
import { type AddressSpace, createAddressSpace } from '../space/address-space.ts';

/** Where the addresses of the VPC come from; `show` and `plan` read the same options. */
export type SpaceOptions = {
  readonly vpc?: readonly string[];
  readonly used?: readonly string[];
  readonly vpcId?: string;
  readonly region?: string;
};

/** The addresses to work in, and the VPC they were read from, if any. */
export type Space = { readonly space: AddressSpace; readonly live?: LiveVpc };

/** A repeatable option: every use adds one value. Pushes, so that 10,000 uses stay linear. */
export function collect(value: string, previous: string[] = []): string[] {
  previous.push(value);
  return previous;
}

export function addSpaceOptions(command: Command): Command {
  return command
    .option(
      '--vpc <block>',
      'address range of the VPC, the primary one first; may be repeated',
      collect,
    )
    .option(
      '--used <blocks>',
      'used blocks: one, a comma list, or @file (white space, commas, # comments); may be repeated',
      collect,
    )
    .option('--vpc-id <id>', 'read ranges and subnets of this VPC through the AWS SDK')
    .option('--region <region>', 'with --vpc-id: its Region (default: AWS_REGION or the profile)');
}

/**
 * @param fallback the VPC's range when no option names one
 * @throws {InputError} when the options name no VPC, or not one that AWS could make
 */
export async function readSpace(options: SpaceOptions, fallback?: Block): Promise<Space> {
  const { vpc = [], vpcId } = options;
  const used = readBlockList(options.used ?? [], '--used');
  if (vpcId !== undefined) {
    if (vpc.length > 0) {
      throw new InputError('SUBNETS_VPC_TWICE', 'expected --vpc or --vpc-id, found both');
    }
    const { readVpc } = await import('../aws/read-vpc.ts');
    const live = await readVpc(vpcId, options.region);
    const subnets = live.subnets.map(({ block }) => block);
    return { space: createAddressSpace(live.ranges, [...subnets, ...used]), live };
  }
  const ranges = vpc.map((text) => parseBlock(text.trim(), '--vpc'));
  if (ranges.length === 0 && fallback) ranges.push(fallback);
  if (ranges.length === 0) {
    throw new InputError('SUBNETS_VPC_MISSING', 'no VPC: expected --vpc <block> or --vpc-id <id>');
  }
  return { space: createAddressSpace(ranges, used) };
}

/** @throws {InputError} SUBNETS_NUMBER_INVALID */
export function parseCount(text: string, option: string, max: number): number {
  const count = /^[1-9]\d*$/.test(text) ? Number(text) : Number.NaN;
  if (count <= max) return count;
  throw new InputError(
    'SUBNETS_NUMBER_INVALID',
    `${option}: found ${JSON.stringify(text)}, expected a number from 1 to ${max}`,
  );
}
