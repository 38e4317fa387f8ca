import type { Answer } from 'cfn-reach/src/analysis/answer.ts';
import type { PortRange } from 'cfn-reach/src/model/network.ts';

/** An answer, and the ports from its own on for which it stands. */
export interface Stretch {
  readonly answer: Answer;
  readonly ports: PortRange;
}

/**
 * Neighbouring ports are one stretch where the verdict is the same, for the same reasons.
 * @param ports one of each range that the rules do not tell apart, in order
 * @param last of the range of the last of them
 * @param ask undefined where nothing is shown
 */
export function stretchesOf(
  ports: readonly number[],
  last: number,
  ask: (port: number) => Answer | undefined,
): Stretch[] {
  const stretches: Stretch[] = [];
  let open: { reasons: string; answer: Answer } | undefined;
  const close = (next: number) => {
    if (open)
      stretches.push({ answer: open.answer, ports: { from: open.answer.port, to: next - 1 } });
    open = undefined;
  };
  for (const port of ports) {
    const answer = ask(port);
    const reasons = answer && reasonsOf(answer);
    if (open && open.reasons === reasons) continue;
    close(port);
    if (answer && reasons !== undefined) open = { reasons, answer };
  }
  close(last + 1);
  return stretches;
}

/** All of an answer but its words, which name the port. */
export function reasonsOf({ verdict, blockedBy, hops }: Answer): string {
  const asked = hops.map(({ at, step, rule, allowed, unknown }) => [
    at,
    step,
    rule,
    allowed,
    unknown,
  ]);
  return JSON.stringify([verdict, blockedBy, asked]);
}
