import type { Analysis } from 'cfn-reach/src/analysis/analysis.ts';
import { diffSystems } from 'cfn-reach/src/diff/diff-systems.ts';
import { Side } from 'cfn-reach/src/diff/side.ts';
import { representativePorts } from 'cfn-reach/src/model/representative-ports.ts';
import type { System } from 'cfn-reach/src/template/system.ts';
import type { AnswerList } from './answer-list.ts';
import { stretchesOf } from './stretches.ts';

/**
 * What a change has opened and closed, as `reach diff` says it, each stretch of ports once for each rule that opens
 * it: what is closed with the way that it had before.
 * @throws InputError `REACH_TOO_LARGE`
 */
export function addChanges(before: System, { system: after }: Analysis, list: AnswerList): void {
  const sides = { before: new Side('before', before), after: new Side('after', after) };
  const ports = representativePorts([...sides.before.networks, ...sides.after.networks]);
  for (const { change, from, to, protocol, ports: all } of diffSystems(sides.before, sides.after)
    .changes) {
    const side = change === 'closed' ? sides.before : sides.after;
    const own = ports.filter((port) => all.from <= port && port <= all.to);
    const ask = (port: number) => side.explain({ from, to, protocol, port });
    for (const { answer, ports: stretch } of stretchesOf(own, all.to, ask)) {
      list.add(answer, stretch, { change }, side.system);
    }
  }
}
