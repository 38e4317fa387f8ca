import type { ShownAnswer } from './picture.ts';

export interface Line {
  readonly from: string;
  readonly to: string;
}

/** The name of the line between two items that follow each other on a way. */
export const lineName = (from: string, to: string): string => `${from} > ${to}`;

type Way = Pick<ShownAnswer, 'from' | 'via' | 'to'>;

/** What an answer passes, both ends among it. */
export const wayOf = ({ from, via, to }: Way): string[] => [from, ...via, to];

/** The lines of an answer's way, in order. */
export function linesOf(answer: Way): Line[] {
  const way = wayOf(answer);
  return way.slice(1).map((to, index) => ({ from: way[index] ?? to, to }));
}

/** Is it drawn without being asked for? What is open, or may be, and what a change has closed. */
export const hasArrow = ({ verdict, change }: Pick<ShownAnswer, 'verdict' | 'change'>): boolean =>
  verdict !== 'blocked' || change !== undefined;
