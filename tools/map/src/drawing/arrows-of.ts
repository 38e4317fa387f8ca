import type { ShownAnswer } from '../picture/picture.ts';
import { lineName, linesOf } from '../picture/way.ts';
import { portsText } from './ports-text.ts';

/** One arrow: the answers that pass between two items. */
export interface Arrow {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly state: ArrowState;
  readonly answers: readonly ShownAnswer[];
  /** Ports, with a sign for each state that is not `reachable`. */
  readonly label: string;
}

export type ArrowState = ShownAnswer['verdict'] | 'opened' | 'closed';

/** A second sign beside the colour. */
export const SIGNS: Readonly<Record<ArrowState, string>> = {
  reachable: '',
  unknown: '? ',
  blocked: '✕ ',
  opened: '+ ',
  closed: '− ',
};

/** What is drawn where several answers share an arrow: the first of these. */
const ORDER: readonly ArrowState[] = ['opened', 'closed', 'reachable', 'unknown', 'blocked'];

export function stateOf({ verdict, change }: ShownAnswer): ArrowState {
  return change === 'opened' || change === 'closed' ? change : verdict;
}

/** The arrows of some answers, each pair of items once. */
export function arrowsOf(answers: readonly ShownAnswer[]): Arrow[] {
  const shared = new Map<string, { from: string; to: string; answers: ShownAnswer[] }>();
  for (const answer of answers) {
    for (const { from, to } of linesOf(answer)) {
      const name = lineName(from, to);
      const arrow = shared.get(name) ?? { from, to, answers: [] };
      arrow.answers.push(answer);
      shared.set(name, arrow);
    }
  }
  return [...shared].map(([name, arrow]) => ({ name, ...arrow, ...labelOf(arrow.answers) }));
}

function labelOf(answers: readonly ShownAnswer[]): Pick<Arrow, 'state' | 'label'> {
  const states = ORDER.filter((state) => answers.some((answer) => stateOf(answer) === state));
  const label = states.map((state) => {
    const own = answers.filter((answer) => stateOf(answer) === state);
    return `${SIGNS[state]}${shortList([...new Set(own.map(portsText))])}`;
  });
  return { state: states[0] ?? 'blocked', label: label.join(', ') };
}

function shortList(texts: readonly string[]): string {
  if (texts.includes('tcp all') && texts.includes('udp all')) return 'all ports';
  return texts.length <= 3
    ? texts.join(', ')
    : `${texts.slice(0, 2).join(', ')} and ${texts.length - 2} more`;
}
