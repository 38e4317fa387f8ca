import { shownId } from '../model/id.ts';
import type { Id } from '../model/network.ts';
import { type Step, step } from '../model/step.ts';
import type { AwsRule } from './aws-rule.ts';

export const BALANCER_NAME_RULE: AwsRule = {
  says: 'The name of an internet-facing load balancer has public addresses only, also inside its VPC: a NAT gateway or a public address arrives, and the groups of the caller do not count. It has one address in each of its subnets, so that a way has to be open in each.',
  page: 'How Elastic Load Balancing works',
};

/** Some of a load balancer's addresses answer and some do not, so that some calls time out. */
export function someZonesOnly(
  balancer: Id,
  open: readonly Id[],
  closed: Id,
  because: () => string,
): Step {
  const from = open.map(shownId).join(', ') || 'none of its subnets for certain';
  return step(
    'interface',
    balancer,
    'unknown',
    () =>
      `it answers in one zone only, and its name leads to all: it answers in ${from}, and not in ${shownId(closed)}, where ${because()}`,
  );
}

/** Whether its name has public or private addresses is not settled, and they do not agree. */
export function unknownScheme(balancer: Id, unknown: string): Step {
  return step('interface', balancer, 'unknown', () => unknown);
}
