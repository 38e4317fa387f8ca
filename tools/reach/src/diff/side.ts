import { InputError } from '@private-lambda/command-line/input-error';
import { Analysis } from '../analysis/analysis.ts';
import type { Answer, Verdict } from '../analysis/answer.ts';
import type { Network } from '../model/network.ts';
import type { Question } from '../reachability/reachability.ts';
import { startsConnections } from '../rules/accepts-connections.ts';
import { TOO_MANY_CASES } from '../template/explore-cases.ts';
import type { System } from '../template/system.ts';

/** `absent`: one of the ends does not exist. */
export type SideVerdict = Verdict | 'absent';

/** The system before or after a change. */
export class Side {
  private readonly analysis: Analysis;
  readonly networks: readonly Network[];
  /** Ids of the nodes, the internet among them. */
  readonly nodes: ReadonlySet<string>;
  /** Those of them that open connections. */
  readonly clients: ReadonlySet<string>;

  /**
   * @param name `before` or `after`, for messages
   * @throws InputError `REACH_CASES` when there are too many cases to compare
   */
  constructor(
    readonly name: string,
    readonly system: System,
  ) {
    this.analysis = new Analysis(system);
    if (!this.analysis.cases) throw new InputError('REACH_CASES', `${name}: ${TOO_MANY_CASES}`);
    this.networks = this.analysis.cases.map(({ result }) => result.reachability.network);
    const nodes = this.networks.flatMap((network) => [...network.nodes.values()]);
    this.nodes = new Set(['internet', ...nodes.map(({ id }) => id)]);
    const clients = nodes.filter(({ kind }) => startsConnections(kind));
    this.clients = new Set(['internet', ...clients.map(({ id }) => id)]);
  }

  verdict(question: Question): SideVerdict {
    return this.has(question) ? this.analysis.verdict(question) : 'absent';
  }

  /** Undefined where one of the ends does not exist. */
  explain(question: Question): Answer | undefined {
    return this.has(question) ? this.analysis.explain(question) : undefined;
  }

  private has({ from, to }: Question): boolean {
    return this.nodes.has(from) && this.nodes.has(to);
  }
}
