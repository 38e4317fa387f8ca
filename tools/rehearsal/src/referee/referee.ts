import { compile } from '@private-lambda/packet-lab/compile/compile';
import type { LabNetwork } from '@private-lambda/packet-lab/model';
import { Lab } from '@private-lambda/packet-lab/run/lab';
import { openListeners } from '@private-lambda/packet-lab/run/open-listeners';
import { type Attempt, type Reached, tryConnect } from '@private-lambda/packet-lab/run/try-connect';
import { Analysis } from 'cfn-reach/src/analysis/analysis.ts';
import type { Verdict } from 'cfn-reach/src/analysis/answer.ts';
import { readTemplate } from 'cfn-reach/src/template/template.ts';
import { PORTS } from './random-network.ts';
import { toTemplate } from './to-template.ts';

/** A connection about which reach and the packets do not say the same. */
export interface Difference extends Attempt {
  readonly verdict: Verdict;
  readonly packets: Reached;
}

export interface Match {
  /** Connections about which both were asked. */
  readonly asked: number;
  /** Of these, those that reach leaves open. */
  readonly unknown: number;
  readonly reachable: number;
  readonly differences: readonly Difference[];
}

const STACK = 'random';
const LONG_TIMEOUT_MS = 2000;

/**
 * Asks reach about the template of a network, and sends packets through the network itself.
 * @param described the network of which the template is made
 */
export async function referee(
  python: string,
  network: LabNetwork,
  described = network,
): Promise<Match> {
  const attempts = attemptsIn(network);
  const verdicts = askReach(described, attempts);
  // A lab for each: gateways remember what has passed.
  const lab = Lab.start(python);
  try {
    return await compare(lab, network, attempts, verdicts);
  } finally {
    await lab.stop();
  }
}

async function compare(
  lab: Lab,
  network: LabNetwork,
  attempts: readonly Attempt[],
  verdicts: readonly Verdict[],
): Promise<Match> {
  await lab.apply(compile(network));
  await openListeners(lab, network);
  const packets = await tryConnect(lab, network, attempts);
  const suspects = attempts.flatMap((attempt, index) => {
    const verdict = verdicts[index] ?? 'unknown';
    return agree(verdict, packets[index]) ? [] : [{ attempt, verdict }];
  });
  // A busy machine may have been late.
  const again = await tryConnect(
    lab,
    network,
    suspects.map(({ attempt }) => attempt),
    LONG_TIMEOUT_MS,
  );
  return {
    asked: attempts.length,
    unknown: verdicts.filter((verdict) => verdict === 'unknown').length,
    reachable: verdicts.filter((verdict) => verdict === 'reachable').length,
    differences: suspects.flatMap(({ attempt, verdict }, index) =>
      agree(verdict, again[index]) ? [] : [{ ...attempt, verdict, packets: again[index] ?? 'no' }],
    ),
  };
}

/** What works from some places only, reach may call blocked or unknown. */
const agree = (verdict: Verdict, packets: Reached | undefined) =>
  verdict === 'unknown' || (verdict === 'reachable') === (packets === 'yes');

function askReach(network: LabNetwork, attempts: readonly Attempt[]): Verdict[] {
  const analysis = new Analysis({
    templates: [readTemplate(STACK, 'random network', toTemplate(network))],
    parameters: new Map(),
    region: 'us-east-1',
    physicalIds: new Map(),
    names: new Map(),
  });
  const isHost = (id: string) => network.hosts.some((host) => host.id === id);
  const name = (id: string) => (isHost(id) ? `${STACK}/${id}` : id);
  return attempts.map(
    ({ from, to, port }) =>
      analysis.explain({ from: name(from), to: name(to), protocol: 'tcp', port }).verdict,
  );
}

/** Everybody who opens connections, to everybody else. */
function attemptsIn({ hosts }: LabNetwork): Attempt[] {
  const openers = hosts.filter(
    ({ kind }) => kind !== 'nat-gateway' && kind !== 'interface-endpoint',
  );
  const inside = hosts.map(({ id }) => id);
  return [
    ...openers.flatMap(({ id }) =>
      [...inside.filter((other) => other !== id), 'internet'].flatMap((to) =>
        PORTS.map((port) => ({ from: id, to, port })),
      ),
    ),
    ...openers.flatMap(({ id }) =>
      ['aws:s3', 'aws:logs'].map((to) => ({ from: id, to, port: 443 })),
    ),
    ...inside.flatMap((to) => PORTS.map((port) => ({ from: 'internet', to, port }))),
  ];
}
