import type { Point, Rectangle } from '../picture/picture.ts';
import { CheapestFirst } from './cheapest-first.ts';

/** Pixels between neighbouring lines. */
const PITCH = 8;

/** Pixels between a line and what it passes. */
const CLEARANCE = 4;

/** Pixels at the corners of what a line ends at that it does not end at. */
const CORNER = 6;

/** What a way costs; a step leads from one place to the next. */
const COST = { step: 4, offMiddle: 5, crossing: 16, border: 16, turn: 32, sharing: 60 };

const LEVEL_STEPS: readonly Point[] = [
  [1, 0],
  [-1, 0],
];
const UPRIGHT_STEPS: readonly Point[] = [
  [0, 1],
  [0, -1],
];

/** Level places come first, then the same places passed upright: a place has a number in each half. */
type PassedPlace = number;

/** Where lines can go. A way that crosses others costs more, and one that lies on another much more. */
export class Grid {
  private readonly columns: number;
  private readonly rows: number;
  private readonly size: number;
  private readonly isBlocked: Uint8Array;
  private readonly isBorder: Uint8Array;
  /** Lines that pass a place. */
  private readonly passing: Uint8Array;
  private readonly costs: Uint32Array;
  private readonly cameFrom: Int32Array;

  constructor(width: number, height: number) {
    this.columns = Math.ceil(width / PITCH) + 1;
    this.rows = Math.ceil(height / PITCH) + 1;
    this.size = this.columns * this.rows;
    this.isBlocked = new Uint8Array(this.size);
    this.isBorder = new Uint8Array(this.size);
    this.passing = new Uint8Array(2 * this.size);
    this.costs = new Uint32Array(2 * this.size);
    this.cameFrom = new Int32Array(2 * this.size);
  }

  /** No line passes it. */
  block({ x, y, width, height }: Rectangle) {
    const places = this.placesIn({
      x: x - CLEARANCE,
      y: y - CLEARANCE,
      width: width + 2 * CLEARANCE,
      height: height + 2 * CLEARANCE,
    });
    for (const place of places) this.isBlocked[place] = 1;
  }

  /** A line crosses it where it must, and does not lie on it. */
  avoid(border: Rectangle) {
    for (const place of this.placesIn(border)) this.isBorder[place] = 1;
  }

  /** The cheapest way from beside one rectangle to beside another, which from then on is passed by one line more. */
  lead(from: Rectangle, to: Rectangle): readonly Point[] | undefined {
    const last = this.search(from, to);
    if (last === undefined) return undefined;
    const way: PassedPlace[] = [];
    for (let at = last; at >= 0; at = this.cameFrom[at] ?? -1) way.unshift(at);
    for (const at of way) this.passing[at] = (this.passing[at] ?? 0) + 1;
    return way.map((at) => this.pointOf(at));
  }

  private search(from: Rectangle, to: Rectangle): PassedPlace | undefined {
    const ends = new Map(this.besides(to).map(({ at, cost }) => [at, cost]));
    const next = new CheapestFirst();
    let found: PassedPlace | undefined;
    let least = Number.POSITIVE_INFINITY;
    this.costs.fill(0xffffffff);
    const reach = (at: PassedPlace, cost: number, before: PassedPlace) => {
      if (cost >= (this.costs[at] ?? 0)) return;
      this.costs[at] = cost;
      this.cameFrom[at] = before;
      next.add(at, cost + this.leastCost(at, to));
    };
    for (const { at, cost } of this.besides(from)) reach(at, cost, -1);
    for (let at = next.take(); at !== undefined && next.cheapest < least; at = next.take()) {
      const cost = this.costs[at] ?? 0;
      const whole = cost + (ends.get(at) ?? Number.POSITIVE_INFINITY);
      if (whole < least) [found, least] = [at, whole];
      const isLevel = at < this.size;
      reach(isLevel ? at + this.size : at - this.size, cost + COST.turn, at);
      for (const step of isLevel ? LEVEL_STEPS : UPRIGHT_STEPS) {
        const there = this.stepped(at, step);
        if (there !== undefined) reach(there, cost + this.costOf(there), at);
      }
    }
    return found;
  }

  private stepped(at: PassedPlace, [right, down]: Point): PassedPlace | undefined {
    const place = at % this.size;
    const column = (place % this.columns) + right;
    if (column < 0 || column >= this.columns) return undefined;
    const there = place + right + down * this.columns;
    if (this.isBlocked[there] !== 0) return undefined;
    return at - place + there;
  }

  private costOf(at: PassedPlace): number {
    const across = (at + this.size) % (2 * this.size);
    return (
      COST.step +
      (this.isBorder[at % this.size] ? COST.border : 0) +
      (this.passing[across] ? COST.crossing : 0) +
      (this.passing[at] ?? 0) * COST.sharing
    );
  }

  private leastCost(at: PassedPlace, to: Rectangle): number {
    const [x, y] = this.pointOf(at);
    const away = outside(x, to.x, to.width) + outside(y, to.y, to.height);
    return Math.floor(away / PITCH) * COST.step;
  }

  /** The places beside a rectangle's sides; the middle of a side is the best. */
  private besides(rectangle: Rectangle): { readonly at: PassedPlace; readonly cost: number }[] {
    const { x, y, width, height } = rectangle;
    const [left, right] = [stepsUpTo(x - CLEARANCE) - 1, stepsUpTo(x + width + CLEARANCE)];
    const [above, below] = [stepsUpTo(y - CLEARANCE) - 1, stepsUpTo(y + height + CLEARANCE)];
    const inside = {
      x: x + CORNER,
      y: y + CORNER,
      width: width - 2 * CORNER,
      height: height - 2 * CORNER,
    };
    const { columns, rows } = spanOf(inside);
    const places = [
      ...rows.flatMap((row) => [left, right].map((column) => ({ column, row, half: 0 }))),
      ...columns.flatMap((column) =>
        [above, below].map((row) => ({ column, row, half: this.size })),
      ),
    ];
    return places.flatMap(({ column, row, half }) => {
      if (column < 0 || row < 0 || column >= this.columns || row >= this.rows) return [];
      const place = row * this.columns + column;
      if (this.isBlocked[place]) return [];
      const at = place + half;
      const off = half === 0 ? row * PITCH - y - height / 2 : column * PITCH - x - width / 2;
      return [{ at, cost: Math.round(Math.abs(off) / PITCH) * COST.offMiddle + this.costOf(at) }];
    });
  }

  private pointOf(at: PassedPlace): Point {
    const place = at % this.size;
    const column = place % this.columns;
    return [column * PITCH, ((place - column) / this.columns) * PITCH];
  }

  private placesIn(rectangle: Rectangle): number[] {
    const { columns, rows } = spanOf(rectangle);
    return rows
      .filter((row) => row >= 0 && row < this.rows)
      .flatMap((row) =>
        columns
          .filter((column) => column >= 0 && column < this.columns)
          .map((column) => row * this.columns + column),
      );
  }
}

/** Numbers of the columns and rows whose points lie in a rectangle. */
function spanOf({ x, y, width, height }: Rectangle) {
  return { columns: range(x, x + width), rows: range(y, y + height) };
}

function range(from: number, to: number): number[] {
  const first = stepsUpTo(from);
  return Array.from({ length: Math.max(0, stepsUpTo(to) - first) }, (_, index) => first + index);
}

const stepsUpTo = (length: number) => Math.ceil(length / PITCH);

const outside = (at: number, from: number, length: number) =>
  Math.max(0, from - at, at - from - length);
