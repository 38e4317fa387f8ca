import { type State, type Step, stateOf } from '../model/step.ts';

/** One way from source to destination: what was asked on it, in order. */
export interface Path {
  readonly state: State;
  readonly steps: readonly Step[];
}

export function path(...steps: readonly Step[]): Path {
  return { state: stateOf(steps), steps };
}

/** One after the other. What is left of a brief question has no steps, and is closed all the same. */
export function join(...paths: readonly Path[]): Path {
  const closed = paths.find(({ state, steps }) => state === 'no' && steps.length === 0);
  return closed ?? path(...paths.flatMap(({ steps }) => steps));
}

/** What two possible ways come to: unknown, unless both end alike. */
export function agree(one: Path, other: Path, unknown: Step): Path {
  return one.state === other.state ? one : path(unknown);
}

const BEST: Readonly<Record<State, number>> = { yes: 2, unknown: 1, no: 0 };

/** Of several ways the best one counts: a connection needs one that works. */
export function bestOf(paths: readonly Path[]): Path | undefined {
  return pick(paths, (state) => BEST[state]);
}

/** Where a connection has to work from everywhere, the worst one counts. */
export function worstOf(paths: readonly Path[]): Path | undefined {
  return pick(paths, (state) => -BEST[state]);
}

function pick(paths: readonly Path[], rank: (state: State) => number): Path | undefined {
  let best: Path | undefined;
  for (const candidate of paths) {
    if (!best || rank(candidate.state) > rank(best.state)) best = candidate;
  }
  return best;
}
