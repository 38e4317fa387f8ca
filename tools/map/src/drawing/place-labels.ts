import { LINE } from '../layout/item-size.ts';
import type { Layout, Point, Rectangle } from '../picture/picture.ts';

/** The words of an arrow are bold, and so a little wider than those in a box. */
const CHARACTER = LINE.character * 1.1;
const HEIGHT = 13;

/** Parts of a stretch of the line at which its words may stand, the best first. */
const PARTS = [0.5, 0.3, 0.7, 0.15, 0.85];

/** Pixels between a line and its words, beyond those that are always there. */
const OFF = [0, 18];

/** From a line, words and all. */
const FURTHEST = 50;

interface Labelled {
  readonly points: readonly Point[];
  readonly label: string;
}

/**
 * Where the words of arrows stand: on the longest stretch of the line on which they cover no item, no name of a box, no
 * other line and no other words; where there is none, at the place at which they cover least.
 * @returns for each the middle of its base line
 */
export function placeLabels(lines: readonly Labelled[], { items, boxes }: Layout): Point[] {
  const taken: Rectangle[] = [
    ...Object.values(items),
    ...boxes.map(({ x, y, label }) => ({
      x: x + 12,
      y: y + 8,
      width: label.length * LINE.character,
      height: HEIGHT,
    })),
  ];
  const stretches = lines.map(({ points }) => stretchesOf(points).map(thin));
  return lines.map(({ points, label }, index) => {
    const width = label.length * CHARACTER;
    const around = surrounding(points, width + FURTHEST);
    const near = [taken, ...stretches.filter((_, each) => each !== index)].flatMap((some) =>
      some.filter((each) => overlap(each, around) > 0),
    );
    let best: { readonly covers: number; readonly at: Point } | undefined;
    for (const at of placesOn(points, width)) {
      const own = rectangleAt(at, width);
      const covers = near.reduce((sum, other) => sum + overlap(own, other), 0);
      if (!best || covers < best.covers) best = { covers, at };
      if (covers === 0) break;
    }
    const at = best?.at ?? [0, 0];
    taken.push(rectangleAt(at, width));
    return at;
  });
}

/** What surrounds a line. */
function surrounding(points: readonly Point[], by: number): Rectangle {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, top] = [Math.min(...xs) - by, Math.min(...ys) - by];
  return {
    x: left,
    y: top,
    width: Math.max(...xs) + by - left,
    height: Math.max(...ys) + by - top,
  };
}

function rectangleAt([x, y]: Point, width: number): Rectangle {
  return { x: x - width / 2, y: y - HEIGHT + 3, width, height: HEIGHT };
}

interface Stretch {
  readonly from: Point;
  readonly to: Point;
}

function stretchesOf(points: readonly Point[]): Stretch[] {
  return points.slice(1).map((to, index) => ({ from: points[index] ?? to, to }));
}

/** What a level or upright stretch covers; one that slants covers no rectangle. */
function thin({ from, to }: Stretch): Rectangle {
  const isSlanting = from[0] !== to[0] && from[1] !== to[1];
  const [width, height] = isSlanting
    ? [0, 0]
    : [Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1])];
  return {
    x: Math.min(from[0], to[0]) - 1,
    y: Math.min(from[1], to[1]) - 1,
    width: width + 2,
    height: height + 2,
  };
}

/** Above and below what lies level, beside what does not; further off where there is no room. */
function placesOn(points: readonly Point[], width: number): Point[] {
  const stretches = stretchesOf(points).sort((a, b) => lengthOf(b) - lengthOf(a));
  return OFF.flatMap((off) =>
    stretches.flatMap(({ from, to }) =>
      PARTS.flatMap((part): Point[] => {
        const x = from[0] + (to[0] - from[0]) * part;
        const y = from[1] + (to[1] - from[1]) * part;
        const isLevel = Math.abs(to[0] - from[0]) >= Math.abs(to[1] - from[1]);
        if (isLevel) return [at(x, y - 5 - off), at(x, y + 13 + off)];
        return [at(x + width / 2 + 4 + off, y + 4), at(x - width / 2 - 4 - off, y + 4)];
      }),
    ),
  );
}

const at = (x: number, y: number): Point => [round(x), round(y)];

/** Words are read on what lies level: the rest counts less. */
function lengthOf({ from, to }: Stretch): number {
  return Math.abs(to[0] - from[0]) + Math.abs(to[1] - from[1]) / 10;
}

function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

const round = (length: number) => Math.round(length * 10) / 10;
