import { readInputFile } from '@private-lambda/command-line/read-input-file';
import { type Block, parseBlock } from './block.ts';

/**
 * Reads the values of a repeatable option: one block, a comma list, or `@file` with any number of blocks, parted by
 * white space or commas, and `#` comments. An empty file holds no blocks; an empty value or list item is refused,
 * because it is mostly a shell variable that was never set.
 * @throws {InputError} SUBNETS_BLOCK_INVALID, SUBNETS_FILE_UNREADABLE
 */
export function readBlockList(values: readonly string[], option: string): Block[] {
  return values.flatMap((value) =>
    value.startsWith('@')
      ? readBlockFile(value.slice(1), option)
      : value.split(',').map((item) => parseBlock(item.trim(), option)),
  );
}

function readBlockFile(file: string, option: string): Block[] {
  const code = 'SUBNETS_FILE_UNREADABLE';
  const text = readInputFile(file, { code, where: `${option}: `, what: 'a list of blocks' });
  const lines = text.split(/\r?\n/);
  return lines.flatMap((line, index) =>
    line
      .replace(/#.*/, '')
      .split(/[\s,]+/)
      .filter((item) => item !== '')
      .map((item) => parseBlock(item, `${file}:${index + 1}`)),
  );
}
