import { Command } from 'commander';
import { parseBlock } from '../blocks/block.ts';
import { parseSizes } from '../blocks/sizes.ts';
import { splitBlock } from '../blocks/split-block.ts';
import { writeJson } from './options.ts';

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
  subnets split 172.31.64.0/24 --into 3x/28`;

function runSplit(text: string, { into }: SplitOptions) {
  const { parts, free } = splitBlock(parseBlock(text, 'split'), parseSizes(into, '--into'));
  writeJson({ parts: parts.map(({ cidr }) => cidr), free: free.map(({ cidr }) => cidr) });
}
