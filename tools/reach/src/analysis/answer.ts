import type { Step, StepName } from '../model/step.ts';
import type { Path } from '../reachability/path.ts';
import type { Question } from '../reachability/reachability.ts';
import type { StackSet } from '../template/system.ts';
import { withHint } from './parameter-hint.ts';

export type Verdict = 'reachable' | 'blocked' | 'unknown';

/** An answer as `--json` prints it. */
export interface Answer extends Question {
  readonly verdict: Verdict;
  /** The way, up to what blocks it. Never empty. */
  readonly hops: readonly Hop[];
  /** `<stack>/<LogicalId>` of the first thing that blocks. */
  readonly blockedBy?: string;
}

export interface Hop {
  readonly at: string;
  readonly step: StepName | 'condition';
  /** True only when it is certain. */
  readonly allowed: boolean;
  readonly because: string;
  /** The resource that states the rule, route or entry that decided. */
  readonly rule?: string;
  /** The templates do not settle it. */
  readonly unknown?: true;
}

export const VERDICTS: Readonly<Record<Path['state'], Verdict>> = {
  yes: 'reachable',
  no: 'blocked',
  unknown: 'unknown',
};

export function verdictOf({ state }: Path): Verdict {
  return VERDICTS[state];
}

/** Writes a path down as an answer. @param set in which what is unknown would be settled */
export function toAnswer(question: Question, path: Path, set: StackSet): Answer {
  const end = path.steps.findIndex(({ state }) => state === 'no');
  const steps = end < 0 ? path.steps : path.steps.slice(0, end + 1);
  const blocker = end < 0 ? undefined : path.steps[end]?.at;
  const { from, to, protocol, port } = question;
  return {
    from,
    to,
    protocol,
    port,
    verdict: verdictOf(path),
    hops: steps.map((each) => toHop(each, set)),
    ...(blocker !== undefined && isLogicalId(blocker) ? { blockedBy: blocker } : {}),
  };
}

function toHop({ at, step, state, by, because }: Step, set: StackSet): Hop {
  return {
    at,
    step,
    allowed: state === 'yes',
    because: state === 'unknown' ? withHint(because(), set) : because(),
    ...(by === undefined ? {} : { rule: by }),
    ...(state === 'unknown' ? { unknown: true as const } : {}),
  };
}

/** What is not in the templates has no logical id to name. */
function isLogicalId(id: string): boolean {
  return /^[^/\s?#]+(\/[A-Za-z0-9]+)+$/.test(id);
}
