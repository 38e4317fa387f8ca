import { visibleText } from '@private-lambda/command-line/visible-text';
import type { Answer } from 'cfn-reach/src/analysis/answer.ts';
import type { PortRange } from 'cfn-reach/src/model/network.ts';
import { whatWouldClose } from 'cfn-reach/src/policy/remedy.ts';
import type { System } from 'cfn-reach/src/template/system.ts';
import type { ShownAnswer, ShownHop } from '../picture/picture.ts';
import { HopTable } from './hop-table.ts';
import { passedItems } from './passed-items.ts';

/** Collects answers as the page shows them, each different one once. */
export class AnswerList {
  readonly answers: ShownAnswer[] = [];
  private readonly table = new HopTable();
  private readonly indices = new Map<string, number>();

  /** @param drawn ids of the items  @param balancers `balancersByListener` */
  constructor(
    private readonly system: System,
    private readonly drawn: ReadonlySet<string>,
    private readonly balancers: ReadonlyMap<string, string>,
  ) {}

  get hops(): readonly ShownHop[] {
    return this.table.hops;
  }

  /** The answer about drawn items that says the same of this port. @returns its index */
  find({ from, to, protocol, port, verdict }: Answer): number | undefined {
    const found = this.answers.findIndex(
      (each) =>
        !each.supposed &&
        each.change === undefined &&
        each.from === from &&
        each.to === to &&
        each.protocol === protocol &&
        each.verdict === verdict &&
        each.ports[0] <= port &&
        port <= each.ports[1],
    );
    return found < 0 ? undefined : found;
  }

  /** @param system in which it is true, where it is another one than that of the list  @returns its index */
  add(
    answer: Answer,
    ports: PortRange,
    more: Pick<ShownAnswer, 'change' | 'supposed'> = {},
    system = this.system,
  ): number {
    const { from, to, protocol, verdict, hops, blockedBy } = answer;
    const shown: ShownAnswer = {
      from,
      to,
      protocol,
      ports: [ports.from, ports.to],
      verdict,
      hops: hops.map((hop) => this.table.indexOf(hop, system)),
      ...(blockedBy === undefined ? {} : { blockedBy }),
      ...(verdict === 'reachable' ? { remedy: visibleText(whatWouldClose(answer, system)) } : {}),
      via: passedItems(answer, this.drawn, this.balancers),
      ...more,
    };
    const key = JSON.stringify([from, to, protocol, shown.ports, verdict, shown.hops, more]);
    const known = this.indices.get(key);
    if (known !== undefined) return known;
    this.indices.set(key, this.answers.length);
    return this.answers.push(shown) - 1;
  }
}
