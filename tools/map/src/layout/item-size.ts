import type { Item } from '../picture/picture.ts';

/** Pixels. The widths of a character are upper bounds for the fonts that a browser may take. */
export const LABEL = { size: 13, character: 9.2 };
export const LINE = { size: 11, character: 6.7 };
export const PADDING = 10;
export const LINE_HEIGHT = 16;

/** Name, then a line each: its stack, what it is, its groups, its doors. */
export function wordsOf({ label, stack, lines }: Words): string[] {
  return [label, ...(stack === '' ? [] : [`stack ${stack}`]), ...lines];
}

/** Large enough for its words. */
export function itemSize(item: Words): { readonly width: number; readonly height: number } {
  const [label = '', ...lines] = wordsOf(item);
  const widest = Math.max(
    label.length * LABEL.character,
    ...lines.map((line) => line.length * LINE.character),
  );
  return {
    width: Math.ceil(widest) + 2 * PADDING,
    height: 2 * PADDING + LINE_HEIGHT * (1 + lines.length),
  };
}

type Words = Pick<Item, 'label' | 'stack' | 'lines'>;
