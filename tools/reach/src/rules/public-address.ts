import { type Interface, isUnknown, type NodeKind } from '../model/network.ts';
import { type Step, step, toState } from '../model/step.ts';
import type { AwsRule } from './aws-rule.ts';

export const PUBLIC_ADDRESS_RULE: AwsRule = {
  says: 'Load balancers have public addresses unless their scheme is internal; tasks when they are assigned one; instances by Elastic IP or, with one interface only, by request or by their subnet. A function in a VPC never has one.',
  page: 'Amazon EC2 instance IP addressing',
};

/** Whether an interface has a public address. @param at what to name: the gateway on the way out, the node on the way in */
export function askPublicAddress(
  { node, publicAddress }: Interface,
  kind: NodeKind | undefined,
  at: string,
): Step {
  return step('gateway', at, toState(publicAddress), () => {
    if (publicAddress === true) return `${node} has a public address`;
    if (isUnknown(publicAddress)) return publicAddress.unknown;
    if (kind === 'function') {
      return `${node} has no public address, which a Lambda function never has, and an internet gateway carries nothing without one`;
    }
    return `${node} has no public address, and an internet gateway carries nothing without one`;
  });
}
