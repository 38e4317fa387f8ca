import type { Block } from '../blocks/block.ts';

/** What a block is in a picture; where blocks of several kinds share a spot, the first of these is shown. */
export const KINDS = ['planned', 'kept', 'used', 'free'] as const;
export type Kind = (typeof KINDS)[number];

export type Part = {
  readonly kind: Kind;
  readonly block: Block;
  /** Who has it or will have it: `private A`, the name of a subnet. */
  readonly label?: string | undefined;
};

export const formatNumber = (n: number) => n.toLocaleString('en-US');
