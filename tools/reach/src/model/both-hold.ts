import type { OrUnknown } from './network.ts';

/** Whether both hold: a definite "no" decides, an unknown only where there is none. */
export function bothHold(
  first: OrUnknown<boolean>,
  second: OrUnknown<boolean>,
): OrUnknown<boolean> {
  if (first === false || second === false) return false;
  return first === true ? second : first;
}
