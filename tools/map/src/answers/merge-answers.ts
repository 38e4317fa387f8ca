import type { Answer } from 'cfn-reach/src/analysis/answer.ts';
import { reasonsOf } from './ask-everybody.ts';

/** An answer, and the last of the ports for which it stands. */
export interface Run {
  readonly first: Answer;
  last: number;
}

/** Of answers to what a claim asked, those of neighbouring ports are one where the reasons are the same. */
export function mergeAnswers(answers: readonly Answer[]): Run[] {
  return grouped(answers, ({ from, to }) => JSON.stringify([from, to])).flatMap((ofPair) => {
    const ports = [...new Set(ofPair.map(({ port }) => port))];
    return grouped(ofPair, reasonsOf).flatMap((alike) => runsOf(alike, ports));
  });
}

/** @param ports all that were asked at, in their order */
function runsOf(alike: readonly Answer[], ports: readonly number[]): Run[] {
  const runs: Run[] = [];
  for (const answer of alike) {
    const run = runs.at(-1);
    const isNext = run && ports.indexOf(answer.port) - ports.indexOf(run.last) <= 1;
    if (isNext) run.last = answer.port;
    else runs.push({ first: answer, last: answer.port });
  }
  return runs;
}

function grouped(answers: readonly Answer[], keyOf: (answer: Answer) => string): Answer[][] {
  const groups = new Map<string, Answer[]>();
  for (const answer of answers) {
    const group = groups.get(keyOf(answer));
    if (group) group.push(answer);
    else groups.set(keyOf(answer), [answer]);
  }
  return [...groups.values()];
}
