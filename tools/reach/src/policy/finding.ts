import type { Answer } from '../analysis/answer.ts';

/** What became of a claim. `absent`: it is not made here. */
export type Outcome = 'satisfied' | 'violated' | 'undecided' | 'absent';

/** Something that speaks against a claim, or leaves it open. */
export interface Finding {
  readonly outcome: 'violated' | 'undecided';
  /** One sentence. */
  readonly message: string;
  /** The way that should not be, or that ends where it should not. */
  readonly answer?: Answer;
  /** What would mend it: resources, one of which has to change. */
  readonly remedy?: string;
  /** The resource to look at, `<stack>/<LogicalId>`. */
  readonly at?: string;
}

export interface ClaimResult {
  readonly id: string;
  readonly says: string;
  readonly outcome: Outcome;
  readonly findings: readonly Finding[];
}

/** The worst of the findings. */
export function outcomeOf(findings: readonly Finding[]): Outcome {
  if (findings.some(({ outcome }) => outcome === 'violated')) return 'violated';
  return findings.length > 0 ? 'undecided' : 'satisfied';
}
