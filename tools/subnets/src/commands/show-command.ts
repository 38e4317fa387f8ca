import { Command } from 'commander';
import { describeSizes } from '../blocks/describe-sizes.ts';
import { findFreeBlocks } from '../blocks/free-blocks.ts';
import { addSpaceOptions, readSpace, type SpaceOptions, writeJson } from './options.ts';

type ShowOptions = SpaceOptions & { readonly json?: true };

export function createShowCommand(): Command {
  return addSpaceOptions(new Command('show').description('the used and the free blocks of a VPC'))
    .option('--json', 'print {vpc, used, free} instead of a picture')
    .addHelpText('after', EXAMPLES)
    .action(show);
}

const EXAMPLES = `
Examples:
  subnets show --vpc 172.30.0.0/16 --used 172.30.0.0/20 --used 172.30.16.0/20
  subnets show --vpc 10.0.0.0/16 --used @used.txt --svg addresses.svg
  subnets show --vpc-id vpc-0123456789abcdef0`;

function show(options: ShowOptions) {
  const { ranges, used } = readSpace(options);
  const free = findFreeBlocks(ranges, used);
  writeJson({
    vpc: ranges.map(({ cidr }) => cidr),
    used: used.map(describeSizes),
    free: free.map(describeSizes),
  });
}
