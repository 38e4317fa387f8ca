import type { Id } from '../../model/network.ts';

/** One way to invoke a function. */
export interface Door {
  /** `load-balancer <stack>/<TargetGroup>`, `url <stack>/<Url>`, … as a claim names it. */
  readonly name: string;
  /** The resource that opens it. */
  readonly at: Id;
  /** The permissions that it needs, by the names that they have where they are doors of their own. */
  readonly by?: readonly string[];
  /** Why it may be no door of this function. */
  readonly perhaps?: string | undefined;
  /** Who may use it, in words, where that is read. */
  readonly admits?: string | undefined;
}
