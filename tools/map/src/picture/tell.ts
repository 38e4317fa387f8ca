import { InputError } from '@private-lambda/command-line/input-error';
import { Analysis } from 'cfn-reach/src/analysis/analysis.ts';
import type { Network } from 'cfn-reach/src/model/network.ts';
import { representativePorts } from 'cfn-reach/src/model/representative-ports.ts';
import { TOO_MANY_CASES } from 'cfn-reach/src/template/explore-cases.ts';
import { AnswerList } from '../answers/answer-list.ts';
import { askPair } from '../answers/ask-everybody.ts';
import { showClaims } from '../answers/claim-answers.ts';
import { balancersByListener } from '../answers/passed-items.ts';
import type { Subject } from '../subject/subject.ts';
import { makeItems } from './make-items.ts';
import type { Item, Told } from './picture.ts';

/** Of more items than these, what is blocked is not explained: the file would be too large to send. */
const MAX_EXPLAINED = 60;

/** What is said of a system, and the networks that say it: one for each outcome of its conditions. */
export interface Heard {
  readonly told: Told;
  readonly networks: readonly Network[];
}

/**
 * Asks everybody about everybody.
 * @throws InputError `MAP_CASES` when there are too many cases to draw
 */
export function tell({ name, system, policy }: Subject): Heard {
  const analysis = new Analysis(system);
  if (!analysis.cases) throw new InputError('MAP_CASES', `${name}: no map: ${TOO_MANY_CASES}`);
  const outcomes = analysis.cases.map(({ result }) => result);
  const networks = outcomes.map(({ reachability }) => reachability.network);
  const items = makeItems(outcomes, system);
  const drawn = new Set(items.map(({ id }) => id));
  const list = new AnswerList(system, drawn, balancersByListener(networks));
  const ports = representativePorts(networks);
  const hasBlocked = items.length <= MAX_EXPLAINED;
  for (const pair of pairsOf(items)) {
    for (const { answer, ports: stretch } of askPair(analysis, pair, ports, hasBlocked)) {
      list.add(answer, stretch);
    }
  }
  const claims = policy ? showClaims(policy, analysis, list) : [];
  return {
    told: { name, items, answers: list.answers, hops: list.hops, claims, hasBlocked },
    networks,
  };
}

/** Whoever opens connections, with whoever may answer. Nobody doubts that the internet reaches AWS's own services. */
function pairsOf(items: readonly Item[]) {
  const ends = items.filter(({ answers }) => answers);
  return items
    .filter(({ opens }) => opens)
    .flatMap(({ id: from }) => ends.map(({ id: to }) => ({ from, to })))
    .filter(({ from, to }) => from !== to && !(from === 'internet' && to.startsWith('aws:')));
}
