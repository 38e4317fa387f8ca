import type { Analysis } from 'cfn-reach/src/analysis/analysis.ts';
import { diffSystems } from 'cfn-reach/src/diff/diff-systems.ts';
import { Side } from 'cfn-reach/src/diff/side.ts';
import type { System } from 'cfn-reach/src/template/system.ts';
import type { AnswerList } from './answer-list.ts';

/**
 * What a change has opened and closed, as `reach diff` says it: what is closed with the way that it had before.
 * @throws InputError `REACH_DIFF_TOO_LARGE`
 */
export function addChanges(before: System, { system: after }: Analysis, list: AnswerList): void {
  const sides = { before: new Side('before', before), after: new Side('after', after) };
  for (const { change, from, to, protocol, ports } of diffSystems(sides.before, sides.after)
    .changes) {
    const side = change === 'closed' ? sides.before : sides.after;
    const answer = side.explain({ from, to, protocol, port: ports.from });
    if (answer) list.add(answer, ports, { change }, side.system);
  }
}
