import type { Answer } from 'cfn-reach/src/analysis/answer.ts';
import { ALL_PORTS } from 'cfn-reach/src/model/network.ts';
import { reasonsOf } from './stretches.ts';

/** An answer, and the last of the ports for which it stands. */
export interface Run {
  readonly first: Answer;
  last: number;
}

/**
 * Of answers to what a claim asked, those of neighbouring ports are one where the reasons are the same. Ports that it
 * did not ask about are in no run.
 * @param ports `representativePorts` of the network
 */
export function mergeAnswers(answers: readonly Answer[], ports: readonly number[]): Run[] {
  return grouped(answers, (answer) => JSON.stringify([answer.from, answer.to, reasonsOf(answer)]))
    .map((alike) => alike.sort((a, b) => a.port - b.port))
    .flatMap((alike) => runsOf(alike, ports));
}

function runsOf(alike: readonly Answer[], ports: readonly number[]): Run[] {
  const runs: Run[] = [];
  for (const answer of alike) {
    const run = runs.at(-1);
    const last = lastLike(answer.port, ports);
    if (run && answer.port <= run.last + 1) run.last = Math.max(run.last, last);
    else runs.push({ first: answer, last });
  }
  return runs;
}

/** The last of the ports that no rule tells from this one; of a port that the claim itself names, the port. */
function lastLike(port: number, ports: readonly number[]): number {
  const index = ports.indexOf(port);
  if (index < 0) return port;
  return (ports[index + 1] ?? ALL_PORTS.to + 1) - 1;
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
