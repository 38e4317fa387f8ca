import { styleText } from 'node:util';
import { type Block, countAddresses, formatAddress } from '../blocks/block.ts';
import { formatNumber, KINDS, type Kind, type Part } from './part.ts';

type Cell = Kind | 'partly';

const GLYPHS = { planned: '■', kept: '□', used: '█', partly: '▒', free: '·' } as const;
const COLOURS = {
  planned: 'green',
  kept: 'yellow',
  used: 'blue',
  partly: 'cyan',
  free: 'gray',
} as const;
const MEANINGS = {
  planned: 'planned',
  kept: 'kept for growth',
  used: 'used',
  partly: 'partly used',
  free: 'free',
} as const;
const ORDER: readonly Cell[] = ['used', 'partly', 'planned', 'kept', 'free'];

/** Cells of a bar: a power of two, so that every cell is an aligned block. */
function countCells(range: Block, columns: number): number {
  const room = Math.min(128, Math.max(8, columns - 2), countAddresses(range));
  return 2 ** Math.floor(Math.log2(room));
}

/**
 * One bar per range and a legend. A cell that holds blocks of several kinds shows a planned one first, then a kept
 * one, so that the smallest subnet is seen.
 * @param columns width of the terminal
 * @param colour whether to paint the cells
 */
export function drawBars(
  ranges: readonly Block[],
  parts: readonly Part[],
  { columns, colour }: { readonly columns: number; readonly colour: boolean },
): string {
  const seen = new Set<Cell>();
  const paint = (cell: Cell, text: string) =>
    colour ? styleText(COLOURS[cell], text, { validateStream: false }) : text;
  const bars = ranges.map((range) => {
    const cells = toCells(range, parts, countCells(range, columns));
    for (const cell of cells) seen.add(cell);
    const size = countAddresses(range) / cells.length;
    const unit = `one cell = ${formatNumber(size)} ${size === 1 ? 'address' : 'addresses'} (/${32 - Math.log2(size)})`;
    const from = formatAddress(range.start);
    return [
      `${range.cidr}, ${unit}`,
      cells.map((cell) => paint(cell, GLYPHS[cell])).join(''),
      `${from}${formatAddress(range.end).padStart(cells.length - from.length)}`,
    ].join('\n');
  });
  const legend = ORDER.filter((cell) => seen.has(cell)).map(
    (cell) => `${paint(cell, GLYPHS[cell])} ${MEANINGS[cell]}`,
  );
  return [...bars, legend.join('   ')].join('\n\n');
}

function toCells(range: Block, parts: readonly Part[], count: number): Cell[] {
  const size = countAddresses(range) / count;
  const kinds = Array.from({ length: count }, () => new Set<Kind>());
  for (const { kind, block } of parts) {
    if (block.end < range.start || block.start > range.end) continue;
    const first = Math.floor((Math.max(block.start, range.start) - range.start) / size);
    const last = Math.floor((Math.min(block.end, range.end) - range.start) / size);
    for (const cell of kinds.slice(first, last + 1)) cell.add(kind);
  }
  return kinds.map((cell) => {
    const kind = KINDS.find((candidate) => cell.has(candidate)) ?? 'free';
    return kind === 'used' && cell.has('free') ? 'partly' : kind;
  });
}
