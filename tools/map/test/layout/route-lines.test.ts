import { routeLines } from '../../src/layout/route-lines.ts';
import type { Layout, Point, Rectangle } from '../../src/picture/picture.ts';

/** Items in columns and rows, 34 pixels apart; with nothing where `gaps` says so. */
function field(columns: number, rows: number): Record<string, Rectangle> {
  const places = Array.from({ length: columns * rows }, (_, index) => ({
    x: 40 + (index % columns) * 134,
    y: 40 + Math.floor(index / columns) * 94,
    width: 100,
    height: 60,
  }));
  return Object.fromEntries(places.map((place, index) => [String(index), place]));
}

const routed = (
  items: Record<string, Rectangle>,
  lines: readonly [from: string, to: string][],
  boxes: Layout['boxes'] = [],
) =>
  routeLines(
    lines.map(([from, to]) => ({ from, to })),
    { width: 900, height: 700, items, boxes },
  );

interface Stretch extends Rectangle {
  readonly line: string;
}

function stretchesOf(lines: Layout['lines']): Stretch[] {
  return Object.entries(lines).flatMap(([line, points]) =>
    points.slice(1).map(([x, y], index) => {
      const [px, py] = points[index] ?? [x, y];
      return {
        line,
        x: Math.min(x, px),
        y: Math.min(y, py),
        width: Math.abs(x - px),
        height: Math.abs(y - py),
      };
    }),
  );
}

/** They share more than a border. */
const overlap = (a: Rectangle, b: Rectangle) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** As if a line were as thick as it is drawn. */
const thick = ({ x, y, width, height }: Rectangle): Rectangle => ({
  x: width === 0 ? x - 1 : x,
  y: height === 0 ? y - 1 : y,
  width: Math.max(width, 2),
  height: Math.max(height, 2),
});

const isOnBorder = ([px, py]: Point, { x, y, width, height }: Rectangle) =>
  ((px === x || px === x + width) && py >= y && py <= y + height) ||
  ((py === y || py === y + height) && px >= x && px <= x + width);

/** From every item to every other. */
const everyPair = (items: Record<string, Rectangle>) =>
  Object.keys(items).flatMap((from) =>
    Object.keys(items).flatMap((to): [string, string][] => (from === to ? [] : [[from, to]])),
  );

describe('routed lines', () => {
  const items = field(4, 3);
  const lines = routed(items, everyPair(items));

  it('lead from the border of one item to that of the other', () => {
    const strays = everyPair(items).filter(([from, to]) => {
      const points = lines[`${from} > ${to}`] ?? [];
      const [first, last] = [points[0], points.at(-1)];
      const [a, b] = [items[from], items[to]];
      return !(first && last && a && b && isOnBorder(first, a) && isOnBorder(last, b));
    });
    expect(strays).toEqual([]);
  });

  it('lie level or upright, and cross no item', () => {
    const stretches = stretchesOf(lines);
    expect(stretches.filter(({ width, height }) => width > 0 && height > 0)).toEqual([]);
    expect(
      stretches.filter((each) => Object.values(items).some((item) => overlap(thick(each), item))),
    ).toEqual([]);
  });

  it('are the same every time', () => {
    expect(routed(items, everyPair(items))).toEqual(lines);
  });

  it('lie beside each other where there is room', () => {
    const few = stretchesOf(
      routed(items, [
        ['0', '3'],
        ['3', '0'],
        ['0', '2'],
      ]),
    );
    const isLevel = ({ height }: Rectangle) => height === 0;
    const shared = few.filter((one, index) =>
      few.some(
        (other, at) =>
          at > index &&
          other.line !== one.line &&
          isLevel(other) === isLevel(one) &&
          overlap(thick(one), thick(other)),
      ),
    );
    expect(shared).toEqual([]);
  });

  it('are as short as they can be where nothing stands between', () => {
    expect(routed(field(2, 1), [['0', '1']])).toEqual({
      '0 > 1': [
        [140, 72],
        [174, 72],
      ],
    });
  });

  it.each(['above', 'below'])(
    'do not cross another that lies %s where a way is as good',
    (other) => {
      const place = (x: number, y: number) => ({ x, y, width: 60, height: 40 });
      const lines = routed(
        {
          from: place(40, 60),
          to: place(600, 500),
          'above 1': place(320, 8),
          'above 2': place(320, 140),
          'below 1': place(320, 420),
          'below 2': place(320, 600),
        },
        [
          [`${other} 1`, `${other} 2`],
          ['from', 'to'],
        ],
      );
      const [one, ...rest] = stretchesOf(lines).map(thick);
      expect(rest.length).toBeGreaterThan(1);
      expect(rest.filter((stretch) => one && overlap(one, stretch))).toEqual([]);
    },
  );

  it('do not lie on the border of a box', () => {
    const box = { id: 'b', kind: 'subnet', label: '', subnets: [] } as const;
    const across = {
      '0': { x: 16, y: 160, width: 60, height: 40 },
      '1': { x: 616, y: 160, width: 60, height: 40 },
    };
    const [stretch] = stretchesOf(
      routed(across, [['0', '1']], [{ ...box, x: 100, y: 180, width: 400, height: 200 }]),
    );
    expect(Math.abs((stretch?.y ?? 0) - 180)).toBeGreaterThan(4);
  });

  it('are left out where there is no way', () => {
    const wall = { x: 200, y: -50, width: 40, height: 900 };
    const apart = {
      '0': { x: 40, y: 40, width: 80, height: 40 },
      '1': { x: 400, y: 40, width: 80, height: 40 },
      wall,
    };
    expect(
      routed(apart, [
        ['0', '1'],
        ['0', 'nobody'],
      ]),
    ).toEqual({});
  });
});
