import { Assumptions } from './assumptions.ts';
import { Undecided } from './undecided.ts';

/** The conditions of a system and their outcomes multiply; past this many cases nobody reads the answer. */
const MAX_CASES = 64;

/** What to say where `exploreCases` has given up. */
export const TOO_MANY_CASES = `the conditions turn on so many unknown values that there are more than ${MAX_CASES} cases; give some with --param`;

export interface Case<T> {
  readonly assumptions: Assumptions;
  readonly result: T;
}

/**
 * Builds a result once for every outcome of the conditions that turn on an unknown, most often once.
 * @returns undefined when there are more than `MAX_CASES` of them
 */
export function exploreCases<T>(build: (assumptions: Assumptions) => T): Case<T>[] | undefined {
  const cases: Case<T>[] = [];
  const open = [Assumptions.none()];
  for (let assumptions = open.pop(); assumptions; assumptions = open.pop()) {
    if (cases.length + open.length >= MAX_CASES) return undefined;
    try {
      cases.push({ assumptions, result: build(assumptions) });
    } catch (error) {
      if (!(error instanceof Undecided)) throw error;
      const without = assumptions.without(error.unknown, error.literal);
      // A parameter with AllowedValues has none but those.
      if (!error.allowedValues || !without.excludesAll(error.unknown, error.allowedValues)) {
        open.push(without);
      }
      open.push(assumptions.withValue(error.unknown, error.literal));
    }
  }
  return cases;
}
