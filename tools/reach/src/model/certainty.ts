import type { Certainty } from './network.ts';

/** Whether both hold: a definite "no" decides, an unknown only where there is none. */
export function bothHold(first: Certainty, second: Certainty): Certainty {
  if (first === false || second === false) return false;
  return first === true ? second : first;
}
