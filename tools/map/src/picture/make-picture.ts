import { InputError } from '@private-lambda/command-line/input-error';
import { Analysis } from 'cfn-reach/src/analysis/analysis.ts';
import { representativePorts } from 'cfn-reach/src/model/representative-ports.ts';
import { TOO_MANY_CASES } from 'cfn-reach/src/template/explore-cases.ts';
import { AnswerList } from '../answers/answer-list.ts';
import { askPair } from '../answers/ask-everybody.ts';
import { showClaims } from '../answers/claim-answers.ts';
import { balancersByListener } from '../answers/passed-items.ts';
import { layOut } from '../layout/lay-out.ts';
import { structureOf } from '../layout/structure.ts';
import type { Subject } from '../subject/subject.ts';
import { makeBoxes } from './make-boxes.ts';
import { makeItems } from './make-items.ts';
import type { Picture, ShownAnswer } from './picture.ts';
import { lineName, linesOf } from './way.ts';

/** Of more items than these, what is blocked is not explained: the file would be too large to send. */
const MAX_EXPLAINED = 60;

/**
 * Asks everybody about everybody, and places them.
 * @throws InputError `MAP_CASES` when there are too many cases to draw
 */
export async function makePicture({ name, system, policy }: Subject): Promise<Picture> {
  const analysis = new Analysis(system);
  if (!analysis.cases) throw new InputError('MAP_CASES', `${name}: no map: ${TOO_MANY_CASES}`);
  const outcomes = analysis.cases.map(({ result }) => result);
  const networks = outcomes.map(({ reachability }) => reachability.network);
  const items = makeItems(outcomes, system);
  const list = new AnswerList(
    system,
    new Set(items.map(({ id }) => id)),
    balancersByListener(networks),
  );
  const ports = representativePorts(networks);
  const hasBlocked = items.length <= MAX_EXPLAINED;
  for (const { id: from } of items.filter(({ opens }) => opens)) {
    for (const { id: to } of items.filter(({ answers }) => answers)) {
      // Nobody doubts that the internet reaches AWS's own services.
      if (from === to || (from === 'internet' && to.startsWith('aws:'))) continue;
      for (const stretch of askPair(analysis, { from, to }, ports, hasBlocked)) {
        list.add(stretch.answer, stretch.ports);
      }
    }
  }
  const claims = policy ? showClaims(policy, analysis, list) : [];
  const { answers, hops } = list;
  const layout = await layOut(
    makeBoxes(networks, items),
    items,
    usedLines(answers),
    networks.flatMap(structureOf),
  );
  return { name, items, answers, hops, claims, hasBlocked, layout };
}

/** The lines of what is open, or may be, the most used first. */
function usedLines(answers: readonly ShownAnswer[]) {
  const uses = new Map<string, { line: ReturnType<typeof linesOf>[number]; count: number }>();
  for (const answer of answers) {
    if (answer.verdict === 'blocked' || answer.supposed) continue;
    for (const line of linesOf(answer)) {
      const name = lineName(line.from, line.to);
      uses.set(name, { line, count: (uses.get(name)?.count ?? 0) + 1 });
    }
  }
  return [...uses.values()].sort((a, b) => b.count - a.count).map(({ line }) => line);
}
