import type { Condition } from './subject.ts';

/** One action on some resources, under a condition. Statements are made of grants that agree in the last two. */
export interface Grant {
  readonly action: string;
  readonly resources: readonly string[];
  readonly condition?: Condition;
  /** First word of the statement's Sid. */
  readonly why: string;
}

export const isReading = (action: string) => /:(Describe|Get|List)/.test(action);
