import type { Answer } from '../../analysis/answer.ts';
import type { Id } from '../../model/network.ts';
import { splitId } from '../../template/logical-id.ts';
import type { System } from '../../template/system.ts';
import type { Finding } from '../finding.ts';
import { decidingRule, whatWouldClose } from '../remedy.ts';
import type { Bindings } from '../variables.ts';
import type { World } from '../world.ts';

/** What a claim is checked against. */
export interface ClaimContext {
  readonly system: System;
  readonly bindings: Bindings;
  readonly world: World;
}

/** What a claim names and cannot speak about: it is not there, or it is nothing of the kind that is meant. */
export function missingFinding(id: Id, { set }: World): Finding {
  const { stack: stackName, logicalId } = splitId(id);
  const stack = set.stacks.get(stackName);
  const declared = stack?.declaration(logicalId);
  const why = !declared
    ? 'is not in the templates'
    : stack?.has(logicalId)
      ? `is ${declared.type}, which cannot stand here in a claim`
      : `does not exist: its condition ${declared.condition} is false`;
  return { outcome: 'violated', message: `${id} ${why}`, at: id };
}

/** A way that should not be there, or that may be. */
export function openWay(answer: Answer, system: System): Finding {
  const { from, to, protocol, port } = answer;
  if (answer.verdict === 'unknown') return undecided(answer);
  const at = decidingRule(answer);
  return {
    outcome: 'violated',
    message: `${from} reaches ${to} on ${protocol} ${port}`,
    answer,
    remedy: whatWouldClose(answer, system),
    ...(at === undefined ? {} : { at }),
  };
}

/** A way that should be there and is not, or may not be. */
export function closedWay(answer: Answer): Finding {
  const { from, to, protocol, port, blockedBy } = answer;
  if (answer.verdict === 'unknown') return undecided(answer);
  return {
    outcome: 'violated',
    message: `${from} does not reach ${to} on ${protocol} ${port}${blockedBy === undefined ? '' : `: ${blockedBy} blocks it`}`,
    answer,
    ...(blockedBy === undefined ? {} : { at: blockedBy }),
  };
}

function undecided(answer: Answer): Finding {
  const { from, to, protocol, port } = answer;
  const open = answer.hops.find(({ unknown }) => unknown);
  return {
    outcome: 'undecided',
    message: `whether ${from} reaches ${to} on ${protocol} ${port} is not settled: ${open?.because ?? 'unknown'}`,
    answer,
    ...(open === undefined ? {} : { at: open.at }),
  };
}
