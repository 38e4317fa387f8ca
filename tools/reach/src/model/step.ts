import type { Id, OrUnknown } from './network.ts';

/** What is asked on the way, in the order in which the first "no" is named. */
export type StepName =
  | 'interface'
  | 'source-group'
  | 'source-acl'
  | 'route'
  | 'gateway'
  | 'destination-acl'
  | 'destination-group'
  | 'listener'
  | 'permission';

export type State = 'yes' | 'no' | 'unknown';

/** One question on the way, answered. */
export interface Step {
  /** What was asked: a group, a table, a gateway … */
  readonly at: Id;
  readonly step: StepName;
  readonly state: State;
  /** The resource that decided, where it is another one: a rule, a route, an entry. */
  readonly by: Id | undefined;
  /** The reason in words; made only for answers that are shown. */
  readonly because: () => string;
}

export function step(name: StepName, at: Id, state: State, because: () => string, by?: Id): Step {
  return { at, step: name, state, by, because };
}

/** A definite "no" anywhere decides; an unknown decides only where there is none. */
export function stateOf(steps: readonly Step[]): State {
  let state: State = 'yes';
  for (const { state: each } of steps) {
    if (each === 'no') return 'no';
    if (each === 'unknown') state = 'unknown';
  }
  return state;
}

export function toState(answer: OrUnknown<boolean>): State {
  if (answer === true) return 'yes';
  return answer === false ? 'no' : 'unknown';
}
