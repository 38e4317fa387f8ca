import { InputError } from '@private-lambda/command-line/input-error';
import { Analysis, type Outcome } from 'cfn-reach/src/analysis/analysis.ts';
import type { Network } from 'cfn-reach/src/model/network.ts';
import { representativePorts } from 'cfn-reach/src/model/representative-ports.ts';
import { TOO_MANY_CASES } from 'cfn-reach/src/template/explore-cases.ts';
import { addChanges } from '../answers/add-changes.ts';
import { AnswerList } from '../answers/answer-list.ts';
import { askPair } from '../answers/ask-everybody.ts';
import { showClaims } from '../answers/claim-answers.ts';
import { balancersByListener } from '../answers/passed-items.ts';
import type { Subject } from '../subject/subject.ts';
import { makeItems } from './make-items.ts';
import type { Item, Told } from './picture.ts';

/** Of more items than these, what is blocked is not explained: the file would be too large to send. */
const MAX_EXPLAINED = 30;

const GONE = 'gone after the change';

/** What is said of a system, and the networks that say it: one for each outcome of its conditions. */
export interface Heard {
  readonly told: Told;
  readonly networks: readonly Network[];
}

/**
 * Asks everybody about everybody.
 * @throws InputError `MAP_CASES` when there are too many cases to draw
 */
export function tell({ name, system, before, policy }: Subject): Heard {
  const analysis = new Analysis(system);
  const outcomes = outcomesOf(name, analysis);
  const earlier = before ? outcomesOf(name, new Analysis(before)) : [];
  const own = outcomes.map(({ reachability }) => reachability.network);
  const networks = [...own, ...earlier.map(({ reachability }) => reachability.network)];
  const items = makeItems(outcomes, system);
  const gone = (before ? makeItems(earlier, before) : [])
    .filter(({ id }) => !items.some((item) => item.id === id))
    // Nobody can ask about it any more.
    .map((item) => ({ ...item, opens: false, answers: false, lines: [...item.lines, GONE] }));
  const all = [...items, ...gone];
  const drawn = new Set(all.map(({ id }) => id));
  const list = new AnswerList(system, drawn, balancersByListener(networks));
  const ports = representativePorts(own);
  const hasBlocked = items.length <= MAX_EXPLAINED;
  for (const pair of pairsOf(items)) {
    for (const { answer, ports: stretch } of askPair(analysis, pair, ports, hasBlocked)) {
      list.add(answer, stretch);
    }
  }
  if (before) addChanges(before, analysis, list);
  const claims = policy ? showClaims(policy, analysis, ports, list) : [];
  return {
    told: {
      name,
      items: all,
      answers: list.answers,
      hops: list.hops,
      claims,
      hasBlocked,
      isComparison: before !== undefined,
    },
    networks,
  };
}

function outcomesOf(name: string, { cases }: Analysis): readonly Outcome[] {
  if (!cases) throw new InputError('MAP_CASES', `${name}: no map: ${TOO_MANY_CASES}`);
  return cases.map(({ result }) => result);
}

/** Whoever opens connections, with whoever may answer. Nobody doubts that the internet reaches AWS's own services. */
function pairsOf(items: readonly Item[]) {
  const ends = items.filter(({ answers }) => answers);
  return items
    .filter(({ opens }) => opens)
    .flatMap(({ id: from }) => ends.map(({ id: to }) => ({ from, to })))
    .filter(({ from, to }) => from !== to && !(from === 'internet' && to.startsWith('aws:')));
}
