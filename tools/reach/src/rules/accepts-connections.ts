import type { Node, NodeKind } from '../model/network.ts';
import { type Step, step } from '../model/step.ts';
import type { AwsRule } from './aws-rule.ts';

export const ACCEPTS_CONNECTIONS_RULE: AwsRule = {
  says: "A function's network interface opens connections and accepts none: a function is invoked through the Lambda service. A NAT gateway accepts none either, and an endpoint opens none.",
  page: 'Giving Lambda functions access to resources in an Amazon VPC',
};

/** Whether anything can answer at a node's interfaces; nothing to say for most. */
export function askAccepts({ id, kind }: Node): Step[] {
  if (kind === 'function') {
    return [
      step(
        'listener',
        id,
        'no',
        () =>
          "a function's interface accepts no connections, and no load balancer stands before it",
      ),
    ];
  }
  if (kind === 'vpc-link') {
    return [step('listener', id, 'no', () => "a VPC link's interface accepts no connections")];
  }
  if (kind === 'nat-gateway') {
    return [step('listener', id, 'no', () => 'a NAT gateway accepts no connections')];
  }
  return [];
}

/** Who answers, or forwards what others have opened, and opens nothing by itself that a picture should show. */
const ONLY_ANSWER: ReadonlySet<NodeKind> = new Set([
  'database',
  'file-system',
  'interface-endpoint',
  'nat-gateway',
]);

/** Whether connections begin at nodes of a kind. */
export function startsConnections(kind: NodeKind): boolean {
  return !ONLY_ANSWER.has(kind);
}

/** Whether a node opens connections; nothing to say for most. */
export function askOpens({ id, kind, balancer }: Node): Step[] {
  if (kind === 'interface-endpoint') {
    return [step('interface', id, 'no', () => 'an endpoint opens no connections')];
  }
  if (kind === 'attached') {
    return [step('interface', id, 'unknown', () => `whether ${id} opens connections`)];
  }
  if (balancer === 'gateway') {
    return [step('interface', id, 'unknown', () => 'Gateway Load Balancers are not modelled')];
  }
  return [];
}
