import { compile } from '@private-lambda/packet-lab/compile/compile';
import type { LabNetwork } from '@private-lambda/packet-lab/model';
import { Lab } from '@private-lambda/packet-lab/run/lab';
import { openListeners } from '@private-lambda/packet-lab/run/open-listeners';
import { type Attempt, tryConnect } from '@private-lambda/packet-lab/run/try-connect';
import { Analysis } from 'cfn-reach/src/analysis/analysis.ts';
import type { Answer } from 'cfn-reach/src/analysis/answer.ts';
import { readTemplate } from 'cfn-reach/src/template/template.ts';
import { allAttempts, compareWithReach, type Match } from '../network/compare-with-reach.ts';
import { explainEach } from '../network/explain-each.ts';
import { PORTS } from './random-network.ts';
import { toTemplate } from './to-template.ts';

const STACK = 'random';
/** One that the rules are about. */
export const UDP_PORT = 443;

/**
 * Asks reach about the template of a network, and sends packets through the network itself.
 * @param described the network of which the template is made
 */
export async function referee(
  python: string,
  network: LabNetwork,
  described = network,
): Promise<Match> {
  const attempts = [...allAttempts(network, PORTS), ...datagrams(network)];
  const answers = askReach(described, attempts);
  // A lab for each: gateways remember what has passed.
  const lab = Lab.start(python);
  try {
    await lab.apply(compile(network));
    await openListeners(lab, network, undefined, [UDP_PORT]);
    return compareWithReach(attempts, answers, await tryConnect(lab, network, attempts));
  } finally {
    await lab.stop();
  }
}

/** AWS says of no service that it answers datagrams. */
function datagrams(network: LabNetwork): Attempt[] {
  return allAttempts({ ...network, outside: [] }, [UDP_PORT]).map((attempt) => ({
    ...attempt,
    protocol: 'udp',
  }));
}

/** What reach says of a network, by its template. */
export function askReach(network: LabNetwork, attempts: readonly Attempt[]): Answer[] {
  const analysis = new Analysis({
    templates: [readTemplate(STACK, 'random network', toTemplate(network))],
    parameters: new Map(),
    region: 'us-east-1',
    physicalIds: new Map(),
    names: new Map(),
  });
  const made = new Set([...network.hosts, ...network.subnets].map(({ id }) => id));
  return explainEach(analysis, network, attempts, (id) => (made.has(id) ? `${STACK}/${id}` : id));
}
