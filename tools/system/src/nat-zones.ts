import type { Stage } from '../../../config/stage.js';

/** Which of the zones in use, in the order of their letters, have a NAT gateway. */
export function natZones<Zone>(natMode: Stage['natMode'], zones: readonly Zone[]): readonly Zone[] {
  return zones.slice(0, { none: 0, single: 1, 'per-az': zones.length }[natMode]);
}
