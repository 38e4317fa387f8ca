import type { LabNetwork } from '@private-lambda/packet-lab/model';
import type { Attempt, Reached } from '@private-lambda/packet-lab/run/try-connect';
import type { Answer, Verdict } from 'cfn-reach/src/analysis/answer.ts';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';

/** A connection about which reach and the packets do not say the same. */
export interface Difference extends Attempt {
  readonly verdict: Verdict;
  readonly packets: Reached;
  /** Ids of the rules, routes, entries and endpoints on which reach's answer rests; of what blocks, where something does. */
  readonly rules: readonly string[];
  /** Ids of the claims of reach.yml that ask this. */
  readonly claims: readonly string[];
}

/** What of an answer is compared. */
export type Answered = Pick<Answer, 'verdict' | 'blockedBy'> & {
  readonly hops: readonly Pick<Answer['hops'][number], 'rule'>[];
  readonly claims?: readonly string[];
};

export interface Match {
  /** Connections about which both were asked. */
  readonly asked: number;
  /** Of these, those that reach leaves open. */
  readonly unknown: number;
  readonly reachable: number;
  /** Those for which there is no address to send a packet to: of them packets say nothing. */
  readonly unaddressed: number;
  readonly differences: readonly Difference[];
}

/** @param answers what reach says of each attempt  @param packets what came of it */
export function compareWithReach(
  attempts: readonly Attempt[],
  answers: readonly Answered[],
  packets: readonly Reached[],
): Match {
  const verdicts = answers.map(({ verdict }) => verdict);
  const count = (verdict: Verdict) => verdicts.filter((each) => each === verdict).length;
  return {
    asked: attempts.length,
    unknown: count('unknown'),
    reachable: count('reachable'),
    unaddressed: packets.filter((each) => each === 'no address').length,
    differences: attempts.flatMap((attempt, index) => {
      const [answer, found] = [answers[index], packets[index]];
      if (!answer || !found) throw new Error('expected an answer and packets for each attempt');
      const { verdict, blockedBy, hops, claims = [] } = answer;
      if (AGREEING[verdict].includes(found)) return [];
      const rules = blockedBy === undefined ? hops.flatMap(({ rule }) => rule ?? []) : [blockedBy];
      return [{ ...attempt, verdict, packets: found, rules, claims }];
    }),
  };
}

/** What packets do where reach is right. What comes about in part only is neither reached nor blocked. */
const AGREEING: Readonly<Record<Verdict, readonly Reached[]>> = {
  reachable: ['yes'],
  blocked: ['no', 'no address'],
  unknown: ['yes', 'part', 'no', 'no address'],
};

/** Does reach's answer rest on this resource of a template? */
export function names({ rules }: Difference, logicalId: string): boolean {
  return rules.some((rule) => rule.endsWith(`/${logicalId}`));
}

export function describeDifference({
  from,
  address,
  to,
  port,
  protocol = 'tcp',
  verdict,
  packets,
  rules,
  claims,
}: Difference): string {
  const by = rules.length > 0 ? ` by ${[...new Set(rules)].join(', ')}` : '';
  const what = protocol === 'tcp' ? port : `${protocol} ${port}`;
  const source = address === undefined ? from : `${from} at ${address}`;
  const where = claims.length > 0 ? `${claims.join(', ')}: ` : '';
  return `${where}${source} to ${to} on ${what}: reach says ${verdict}${by}, packets ${packets}`;
}

/**
 * Claims that reach and the packets say the same, and that they say something.
 * @returns the figures, in half a sentence
 * @throws BrokenClaimError for the first difference, and where reach calls nothing reachable: then agreeing shows nothing
 */
export function claimMatch({ asked, reachable, unaddressed, unknown, differences }: Match): string {
  const figures = `${asked} connections: ${reachable} come about, ${unaddressed} have no address to go to, ${unknown} are unknown to reach`;
  const [difference] = differences;
  if (difference) throw new BrokenClaimError(describeDifference(difference));
  if (reachable > 0) return figures;
  throw new BrokenClaimError(`${figures}; expected some that come about`);
}

/** Everybody who opens connections, from each interface, to everybody else and to the outside. */
export function allAttempts({ hosts, outside }: LabNetwork, ports: readonly number[]): Attempt[] {
  const starts = hosts
    .filter(({ kind }) => kind !== 'nat-gateway' && kind !== 'interface-endpoint')
    .flatMap(({ id, interfaces }) => interfaces.map(({ address }) => ({ from: id, address })));
  const everybody = [...hosts.map(({ id }) => id), 'internet'];
  const services = outside.flatMap(({ id, kind }) => (kind === 'service' ? [id] : []));
  return [
    ...starts.flatMap((start) =>
      everybody
        .filter((to) => to !== start.from)
        .flatMap((to) => ports.map((port) => ({ ...start, to, port }))),
    ),
    // "AWS service endpoints": they answer on 443.
    ...starts.flatMap((start) => services.map((to) => ({ ...start, to, port: 443 }))),
    ...hosts.flatMap(({ id }) => ports.map((port) => ({ from: 'internet', to: id, port }))),
  ];
}
