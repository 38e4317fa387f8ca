import type { Layout, Point, Rectangle } from '../picture/picture.ts';
import { type Line, lineName } from '../picture/way.ts';
import { Grid } from './grid.ts';
import { LINE } from './item-size.ts';

/** Pixels on both sides of a border on which no line is to lie. */
const BESIDE_BORDER = 4;

/**
 * Leads lines around what stands between their ends, level and upright, beside each other rather than on each other.
 * The same lines go the same way every time.
 * @param lines the first of them go where they like, the others around them
 * @returns the points of each, by its name
 */
export function routeLines(
  lines: readonly Line[],
  { width, height, items, boxes }: Omit<Layout, 'lines'>,
): Layout['lines'] {
  const grid = new Grid(width, height);
  for (const box of boxes) for (const border of bordersOf(box)) grid.avoid(border);
  for (const item of Object.values(items)) grid.block(item);
  return Object.fromEntries(
    lines.flatMap((line): [string, readonly Point[]][] => {
      const [from, to] = [items[line.from], items[line.to]];
      const way = from && to && grid.lead(from, to);
      return way ? [[lineName(line.from, line.to), joined(from, way, to)]] : [];
    }),
  );
}

/** Its four sides, and its label. */
function bordersOf({ x, y, width, height, label }: Layout['boxes'][number]): Rectangle[] {
  const [left, top, both] = [x - BESIDE_BORDER, y - BESIDE_BORDER, 2 * BESIDE_BORDER];
  return [
    { x: left, y: top, width, height: both },
    { x: left, y: top + height, width, height: both },
    { x: left, y: top, width: both, height },
    { x: left + width, y: top, width: both, height },
    { x: x + 12, y: y + 6, width: label.length * LINE.character, height: 18 },
  ];
}

/** From border to border, with the points at which it turns. */
function joined(from: Rectangle, way: readonly Point[], to: Rectangle): Point[] {
  const turns: Point[] = [];
  for (const point of [onBorder(from, way[0]), ...way, onBorder(to, way.at(-1))]) {
    const [before, last] = [turns.at(-2), turns.at(-1)];
    if (before && last && isStraight(before, last, point)) turns.pop();
    turns.push(point);
  }
  return turns;
}

/** The point of a rectangle that is the nearest. */
function onBorder({ x, y, width, height }: Rectangle, [px, py]: Point = [x, y]): Point {
  return [Math.min(Math.max(px, x), x + width), Math.min(Math.max(py, y), y + height)];
}

function isStraight(a: Point, b: Point, c: Point): boolean {
  return (a[0] === b[0] && b[0] === c[0]) || (a[1] === b[1] && b[1] === c[1]);
}
