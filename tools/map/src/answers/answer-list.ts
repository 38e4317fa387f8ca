import { visibleText } from '@private-lambda/command-line/visible-text';
import type { Answer, Hop } from 'cfn-reach/src/analysis/answer.ts';
import type { PortRange } from 'cfn-reach/src/model/network.ts';
import { whatWouldClose } from 'cfn-reach/src/policy/remedy.ts';
import type { System } from 'cfn-reach/src/template/system.ts';
import type { ShownAnswer, ShownHop } from '../picture/picture.ts';
import { Indexed } from './indexed.ts';
import { passedItems } from './passed-items.ts';
import { showHop } from './show-hop.ts';

/** Collects answers as the page shows them, each different one once. */
export class AnswerList {
  private readonly shown = new Indexed<ShownAnswer>();
  private readonly shownHops = new Indexed<ShownHop>();

  /** @param drawn ids of the items  @param balancers `balancersByListener` */
  constructor(
    private readonly system: System,
    private readonly drawn: ReadonlySet<string>,
    private readonly balancers: ReadonlyMap<string, string>,
  ) {}

  get answers(): readonly ShownAnswer[] {
    return this.shown.all;
  }

  get hops(): readonly ShownHop[] {
    return this.shownHops.all;
  }

  /** The answer about drawn items that says the same of this port. @returns its index */
  find(answer: Answer): number | undefined {
    const found = this.answers.findIndex(
      ({ supposed, change }, index) =>
        !supposed && change === undefined && this.says(index, answer),
    );
    return found < 0 ? undefined : found;
  }

  /** Whether the answer with this index says the same of this port. */
  says(index: number, { from, to, protocol, port, verdict }: Answer): boolean {
    const shown = this.answers[index];
    return (
      shown !== undefined &&
      shown.from === from &&
      shown.to === to &&
      shown.protocol === protocol &&
      shown.verdict === verdict &&
      shown.ports[0] <= port &&
      port <= shown.ports[1]
    );
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
      hops: hops.map((hop) => this.indexOfHop(hop, system)),
      ...(blockedBy === undefined ? {} : { blockedBy }),
      ...(verdict === 'reachable' ? { remedy: visibleText(whatWouldClose(answer, system)) } : {}),
      via: passedItems(answer, this.drawn, this.balancers),
      ...more,
    };
    const key = JSON.stringify([from, to, protocol, shown.ports, verdict, shown.hops, more]);
    return this.shown.indexOf(shown, key);
  }

  private indexOfHop(hop: Hop, system: System): number {
    const shown = showHop(hop, system);
    return this.shownHops.indexOf(shown, JSON.stringify(shown));
  }
}
