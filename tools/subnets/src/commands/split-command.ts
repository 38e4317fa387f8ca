import { Command } from 'commander';
import { type Block, countAddresses, countUsable, parseBlock } from '../blocks/block.ts';
import { parseSizes } from '../blocks/sizes.ts';
import { splitBlock } from '../blocks/split-block.ts';
import { drawTable } from '../picture/table.ts';
import { SMALLEST_PREFIX } from '../space/address-space.ts';
import { drawForTerminal, writeJson, writeText } from './output.ts';

type SplitOptions = { readonly into: string; readonly json?: true };

export function createSplitCommand(): Command {
  return new Command('split')
    .description('cut a block into equal parts, and show what stays free')
    .argument('<block>', 'the block to cut')
    .requiredOption('--into <sizes>', 'so many parts of one size: <count>x/<prefix>')
    .option('--json', 'print {parts, free} instead of a table')
    .addHelpText('after', EXAMPLES)
    .action(runSplit);
}

const EXAMPLES = `
Example:
  npm run subnets -- split 172.31.64.0/24 --into 3x/28`;

function runSplit(text: string, { into, json }: SplitOptions) {
  const sizes = parseSizes(into, '--into');
  const parent = parseBlock(text, 'split');
  const { parts, free } = splitBlock(parent, sizes);
  if (json) {
    writeJson({ parts: parts.map(({ cidr }) => cidr), free: free.map(({ cidr }) => cidr) });
    return;
  }
  const row = (block: Block) => [block.cidr, countAddresses(block), countUsable(block)];
  writeText([
    drawForTerminal(
      [parent],
      [
        ...parts.map((block) => ({ kind: 'planned' as const, block })),
        ...free.map((block) => ({ kind: 'free' as const, block })),
      ],
    ),
    drawTable(['part', '#addresses', '#usable'], parts.map(row)),
    free.length > 0 ? drawTable(['stays free', '#addresses', '#usable'], free.map(row)) : '',
    sizes.prefix > SMALLEST_PREFIX
      ? `Note: AWS makes no subnet smaller than /${SMALLEST_PREFIX}.`
      : '',
  ]);
}
