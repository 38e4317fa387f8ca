import type { Answer, Hop } from '../analysis/answer.ts';
import type { Question } from '../reachability/reachability.ts';
import type { Side } from './side.ts';

/** Why an answer changed. */
export interface Reason {
  /** `<stack>/<LogicalId>` of what states the rule, route or entry that did it, where something does. */
  readonly rule?: string;
  /** The step that decided before, in words. */
  readonly was: string;
  /** The same step now. */
  readonly is: string;
}

/** Finds the step on which the two answers part. */
export function reasonOf(before: Side, after: Side, question: Question): Reason {
  const [was, is] = [before.explain(question), after.explain(question)];
  const step = (is && stopOf(is))?.step ?? (was && stopOf(was))?.step;
  const [hopBefore, hopAfter] = [
    hopAt(was, stopOf(was)?.step ?? step),
    hopAt(is, stopOf(is)?.step ?? step),
  ];
  const [here, there] =
    is?.verdict === 'blocked' || !is ? [hopBefore, hopAfter] : [hopAfter, hopBefore];
  const rule = here?.rule ?? there?.rule ?? here?.at;
  return {
    ...(rule === undefined ? {} : { rule }),
    was: inWords(was, hopBefore, question, before),
    is: inWords(is, hopAfter, question, after),
  };
}

/** The hop that stops a connection, or leaves it open whether one passes. */
function stopOf(answer: Answer | undefined): Hop | undefined {
  if (answer?.verdict === 'blocked') return answer.hops.at(-1);
  return answer?.hops.find(({ unknown }) => unknown === true);
}

/** The same step on the other side; where it has no such step, the last one that names a rule. */
function hopAt(answer: Answer | undefined, step: Hop['step'] | undefined): Hop | undefined {
  return (
    answer?.hops.findLast((hop) => hop.step === step) ??
    answer?.hops.findLast(({ rule }) => rule !== undefined) ??
    answer?.hops.at(-1)
  );
}

function inWords(
  answer: Answer | undefined,
  hop: Hop | undefined,
  { from, to }: Question,
  side: Side,
): string {
  if (answer && hop) return hop.because;
  const absent = [from, to].filter((node) => !side.nodes.has(node));
  return `${absent.join(' and ')} ${absent.length > 1 ? 'do' : 'does'} not exist ${side.name}`;
}
