import type { Layout, Point, Rectangle } from '../picture/picture.ts';
import type { Arrow } from './arrows-of.ts';
import { type Shape, shape } from './shape.ts';

const HEAD = 8;

/** An arrow with its ports. */
export function drawArrow({ name, from, to, state, label }: Arrow, layout: Layout): Shape {
  const points = layout.lines[name] ?? straight(placeOf(from, layout), placeOf(to, layout));
  const way = points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join(' ');
  const [x, y] = middleOf(points);
  return shape(
    'g',
    { class: `arrow ${state}`, 'data-arrow': name },
    shape('path', { class: 'reach', d: way }),
    shape('path', { class: 'shaft', d: way }),
    shape('path', { class: 'head', d: headAt(points) }),
    shape('text', { x, y: y - 5, 'text-anchor': 'middle' }, label),
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

/** The middle of the longest level stretch, where the label has room. */
function middleOf(points: readonly Point[]): Point {
  let best: { length: number; point: Point } = { length: -1, point: points[0] ?? [0, 0] };
  points.forEach(([x, y], index) => {
    const [nextX, nextY] = points[index + 1] ?? [x, y];
    const length = Math.abs(nextX - x) + Math.abs(nextY - y) / 10;
    if (length > best.length) best = { length, point: [(x + nextX) / 2, (y + nextY) / 2] };
  });
  return best.point;
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
