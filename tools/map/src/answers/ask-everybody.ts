import type { Analysis } from 'cfn-reach/src/analysis/analysis.ts';
import { ALL_PORTS, type Protocol } from 'cfn-reach/src/model/network.ts';
import { type Stretch, stretchesOf } from './stretches.ts';

const PROTOCOLS: readonly Protocol[] = ['tcp', 'udp'];

/**
 * Asks `reach explain` about one pair at every port that the rules tell apart.
 * @param ports `representativePorts` of the networks
 * @param withBlocked what is blocked is explained, too
 */
export function askPair(
  analysis: Analysis,
  { from, to }: { readonly from: string; readonly to: string },
  ports: readonly number[],
  withBlocked: boolean,
): Stretch[] {
  return PROTOCOLS.flatMap((protocol) =>
    stretchesOf(ports, ALL_PORTS.to, (port) => {
      const question = { from, to, protocol, port };
      if (!withBlocked && analysis.verdict(question) === 'blocked') return undefined;
      return analysis.explain(question);
    }),
  );
}
