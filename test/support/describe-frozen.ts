import { isFrozen } from './packaged-template.ts';

/** `describe` for what holds on the frozen system alone. */
export const describeFrozen = isFrozen ? describe : describe.skip;
