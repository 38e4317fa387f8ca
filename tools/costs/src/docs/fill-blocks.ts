import type { Blocks } from './docs-blocks.ts';

const BLOCK = /(<!-- costs: (\w+) -->\n)([\s\S]*?)(<!-- \/costs -->)/g;

/**
 * Replaces what stands between `<!-- costs: <name> -->` and `<!-- /costs -->`.
 * @param name of the page, for the message
 * @throws {Error} for a page without a block, or with one that is not known
 */
export function fillBlocks(name: string, page: string, blocks: Blocks): string {
  if (page.match(BLOCK) === null) throw new Error(`${name} has no <!-- costs: … --> block`);
  return page.replaceAll(BLOCK, (_, begin: string, block: string, __, end: string) => {
    const text = blocks[block];
    if (text === undefined) {
      throw new Error(`${name}: no block ${block}; there are ${Object.keys(blocks).join(', ')}`);
    }
    return `${begin}${text}\n${end}`;
  });
}

/** The blocks of a page as they stand in it. */
export function readBlocks(page: string): Blocks {
  return Object.fromEntries(
    [...page.matchAll(BLOCK)].map(([, , block, text]) => [block ?? '', (text ?? '').trimEnd()]),
  );
}
