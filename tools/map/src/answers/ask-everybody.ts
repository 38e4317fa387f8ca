import type { Analysis } from 'cfn-reach/src/analysis/analysis.ts';
import type { Answer } from 'cfn-reach/src/analysis/answer.ts';
import type { PortRange, Protocol } from 'cfn-reach/src/model/network.ts';

/** An answer, and the ports from its own on for which it stands. */
export interface Stretch {
  readonly answer: Answer;
  readonly ports: PortRange;
}

const PROTOCOLS: readonly Protocol[] = ['tcp', 'udp'];

/**
 * Asks `reach explain` about one pair at every port that the rules tell apart. Neighbouring ports are one stretch where
 * the verdict is the same, for the same reasons.
 * @param ports `representativePorts` of the networks
 * @param withBlocked what is blocked is explained, too
 */
export function askPair(
  analysis: Analysis,
  { from, to }: { readonly from: string; readonly to: string },
  ports: readonly number[],
  withBlocked: boolean,
): Stretch[] {
  return PROTOCOLS.flatMap((protocol) => {
    const stretches: Stretch[] = [];
    let open: { reasons: string; answer: Answer; first: number } | undefined;
    const close = (next: number) => {
      if (open) stretches.push({ answer: open.answer, ports: { from: open.first, to: next - 1 } });
      open = undefined;
    };
    for (const port of ports) {
      const question = { from, to, protocol, port };
      if (!withBlocked && analysis.verdict(question) === 'blocked') {
        close(port);
        continue;
      }
      const answer = analysis.explain(question);
      const reasons = reasonsOf(answer);
      if (open?.reasons === reasons) continue;
      close(port);
      open = { reasons, answer, first: port };
    }
    close(65536);
    return stretches;
  });
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
