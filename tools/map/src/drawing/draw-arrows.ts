import type { Layout, Point, Rectangle } from '../picture/picture.ts';
import type { Arrow } from './arrows-of.ts';
import { placeLabels } from './place-labels.ts';
import { type Shape, shape } from './shape.ts';

const HEAD = 8;

export interface DrawnArrow {
  readonly arrow: Arrow;
  readonly drawn: Shape;
}

/** Arrows with their ports. */
export function drawArrows(arrows: readonly Arrow[], layout: Layout): DrawnArrow[] {
  const lines = arrows.map((arrow) => ({ ...arrow, points: pointsOf(arrow, layout) }));
  const places = placeLabels(lines, layout);
  return lines.map((line, index) => ({
    arrow: line,
    drawn: drawArrow(line, places[index] ?? [0, 0]),
  }));
}

function pointsOf({ name, from, to }: Arrow, layout: Layout): readonly Point[] {
  return layout.lines[name] ?? straight(placeOf(from, layout), placeOf(to, layout));
}

type Line = Arrow & { readonly points: readonly Point[] };

function drawArrow({ name, state, label, points }: Line, [x, y]: Point): Shape {
  const way = points.map(([px, py], index) => `${index === 0 ? 'M' : 'L'}${px} ${py}`).join(' ');
  return shape(
    'g',
    { class: `arrow ${state}`, 'data-arrow': name },
    shape('path', { class: 'reach', d: way }),
    shape('path', { class: 'shaft', d: way }),
    shape('path', { class: 'head', d: headAt(points) }),
    shape('text', { x, y, 'text-anchor': 'middle' }, label),
  );
}

/** Whoever is only supposed to be there stands in the box of their subnet. */
function placeOf(id: string, { items, boxes, width }: Layout): Rectangle {
  const own = items[id];
  if (own) return own;
  const subnet = id.split(' in ').at(-1) ?? id;
  const box = boxes.find(({ subnets }) => subnets.includes(subnet));
  return box
    ? { x: box.x + 4, y: box.y + 24, width: 8, height: 8 }
    : { x: width / 2, y: 2, width: 8, height: 8 };
}

/** From border to border. */
function straight(from: Rectangle, to: Rectangle): readonly Point[] {
  const [a, b] = [centreOf(from), centreOf(to)];
  return [borderPoint(from, b), borderPoint(to, a)];
}

const centreOf = ({ x, y, width, height }: Rectangle): Point => [x + width / 2, y + height / 2];

function borderPoint(own: Rectangle, [x, y]: Point): Point {
  const [cx, cy] = centreOf(own);
  const [dx, dy] = [x - cx, y - cy];
  const scale = Math.min(
    dx === 0 ? Number.POSITIVE_INFINITY : own.width / 2 / Math.abs(dx),
    dy === 0 ? Number.POSITIVE_INFINITY : own.height / 2 / Math.abs(dy),
  );
  return Number.isFinite(scale) ? [round(cx + dx * scale), round(cy + dy * scale)] : [cx, cy];
}

function headAt(points: readonly Point[]): string {
  const [x, y] = points.at(-1) ?? [0, 0];
  const [fromX, fromY] = points.at(-2) ?? [x - 1, y];
  const angle = Math.atan2(y - fromY, x - fromX);
  const corner = (turn: number): string =>
    `${round(x - HEAD * Math.cos(angle + turn))} ${round(y - HEAD * Math.sin(angle + turn))}`;
  return `M${x} ${y} L${corner(0.45)} L${corner(-0.45)} Z`;
}

const round = (length: number) => Math.round(length * 10) / 10;
