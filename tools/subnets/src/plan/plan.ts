import type { Block } from '../blocks/block.ts';
import type { Tier } from './request.ts';
import type { Slot } from './slots.ts';

/** Something the user should know; the plan stands. */
export type Warning = { readonly code: string; readonly message: string };

/** A block written down by an earlier plan; it is never moved. */
export type Entry = { readonly tier: Tier; readonly az: string; readonly block: Block };

/** The stage file's blocks, and how to name the file. */
export type Ledger = { readonly file: string; readonly entries: readonly Entry[] };

export type Placement = {
  readonly tier: Tier;
  readonly az: string;
  readonly row: number;
  readonly state: Slot['state'];
  readonly block: Block;
  /** Why this block, for people. */
  readonly reason: string;
};

export type Plan = {
  readonly placements: readonly Placement[];
  readonly warnings: readonly Warning[];
};
