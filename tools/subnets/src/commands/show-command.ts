import { Command } from 'commander';
import { type Block, countAddresses, countUsable } from '../blocks/block.ts';
import { describeSizes } from '../blocks/describe-sizes.ts';
import { findFreeBlocks } from '../blocks/free-blocks.ts';
import { drawInventory, nameSubnet } from '../picture/inventory.ts';
import { formatNumber, type Part } from '../picture/part.ts';
import { drawTable } from '../picture/table.ts';
import { findRange, SMALLEST_PREFIX } from '../space/address-space.ts';
import { addSpaceOptions, readSpace, type SpaceOptions } from './options.ts';
import { drawForTerminal, type OutputOptions, writeJson, writeSvg, writeText } from './output.ts';

type ShowOptions = SpaceOptions & OutputOptions;

export function createShowCommand(): Command {
  return addSpaceOptions(new Command('show').description('the used and the free blocks of a VPC'))
    .option('--svg <file>', 'draw the picture into a file too')
    .option('--json', 'print {vpc, used, free} instead of a picture')
    .addHelpText('after', EXAMPLES)
    .action(show);
}

const EXAMPLES = `
Examples:
  npm run subnets -- show --vpc 172.30.0.0/16 --used 172.30.0.0/20 --used 172.30.16.0/20
  npm run subnets -- show --vpc 10.0.0.0/16 --used @used.txt --svg addresses.svg
  npm run subnets -- show --vpc-id vpc-0123456789abcdef0`;

async function show(options: ShowOptions) {
  const { space, live } = await readSpace(options);
  const { ranges, used } = space;
  const free = findFreeBlocks(ranges, used);
  const parts: Part[] = [
    ...used.map((block) => ({ kind: 'used' as const, block, label: nameSubnet(live, block) })),
    ...free.map((block) => ({ kind: 'free' as const, block })),
  ];
  if (options.svg !== undefined) writeSvg(options.svg, ranges, parts);
  if (options.json) {
    writeJson({
      vpc: ranges.map(({ cidr }) => cidr),
      used: used.map(describeSizes),
      free: free.map(describeSizes),
    });
    return;
  }
  const row = (block: Block) => [block.cidr, countAddresses(block), countUsable(block)];
  writeText([
    drawForTerminal(ranges, parts),
    live ? drawInventory(live) : '',
    used.length > 0 ? drawTable(['used', '#addresses', '#usable'], used.map(row)) : '',
    free.length > 0 ? drawTable(['free', '#addresses', '#usable'], free.map(row)) : '',
    summarise(ranges, free),
  ]);
}

function summarise(ranges: readonly Block[], free: readonly Block[]): string {
  const total = sum(ranges);
  const left = sum(free);
  return [
    `${formatNumber(total - left)} of ${formatNumber(total)} addresses are used, ${formatNumber(left)} are free.`,
    '"usable" counts a block as one subnet, of which AWS keeps 5 addresses.',
    ...noteSmall(free),
    ...noteJoined(ranges, free),
  ].join('\n');
}

const sum = (blocks: readonly Block[]) =>
  blocks.reduce((total, block) => total + countAddresses(block), 0);

function noteSmall(free: readonly Block[]): string[] {
  const small = free.filter(({ prefix }) => prefix > SMALLEST_PREFIX).length;
  return small > 0
    ? [
        `${small} free ${small === 1 ? 'block is' : 'blocks are'} smaller than /${SMALLEST_PREFIX}: too small for a subnet.`,
      ]
    : [];
}

function noteJoined(ranges: readonly Block[], free: readonly Block[]): string[] {
  return free
    .filter((block) => !findRange(ranges, block))
    .map(({ cidr }) => `${cidr} reaches over two ranges; a subnet lies in one.`);
}
