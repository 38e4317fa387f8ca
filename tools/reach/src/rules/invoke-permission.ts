import { shownId } from '../model/id.ts';
import {
  type Id,
  type InvokedFunction,
  isUnknown,
  type Network,
  type Permission,
} from '../model/network.ts';
import { type State, type Step, step } from '../model/step.ts';
import type { AwsRule } from './aws-rule.ts';

export const INVOKE_PERMISSION_RULE: AwsRule = {
  says: "A load balancer invokes a function through the Lambda service, which asks the function's resource policy: the principal elasticloadbalancing.amazonaws.com, and where they are stated the target group as SourceArn and the account as SourceAccount. It is no network traffic, so the load balancer's egress rules do not matter.",
  page: 'Use Lambda functions as targets of an Application Load Balancer',
};

/** Whether any permission of a function lets a target group invoke it. */
export function askPermission(network: Network, invoked: InvokedFunction, targetGroup: Id): Step {
  const own = network.permissions.filter(
    ({ invoked: of }) => of.function === invoked.function && of.qualifier === invoked.qualifier,
  );
  const states = own.map((permission) => stateFor(permission, targetGroup));
  const yes = own[states.indexOf('yes')];
  if (yes) {
    return step(
      'permission',
      yes.id,
      'yes',
      () => `load balancers may invoke it, with ${yes.limits}`,
      yes.id,
    );
  }
  const unknown = own[states.indexOf('unknown')];
  if (unknown)
    return step('permission', unknown.id, 'unknown', () => describeUnknown(unknown, targetGroup));
  const refused = own.find(({ balancers }) => balancers !== false) ?? own[0];
  return step('permission', refused?.id ?? invoked.function, 'no', () =>
    refused
      ? `no permission of the function lets ${shownId(targetGroup)} invoke it: this one is for ${refused.balancers === false ? 'another principal, action or kind of call' : refused.limits}`
      : `the function has no permission that lets ${shownId(targetGroup)} invoke it`,
  );
}

function stateFor({ balancers, targetGroups, ownAccount }: Permission, group: Id): State {
  if (balancers === false || ownAccount === false) return 'no';
  const limited = targetGroups && !targetGroups.yes.includes(group);
  if (limited && !targetGroups.perhaps.includes(group)) return 'no';
  return limited || isUnknown(balancers) || isUnknown(ownAccount) ? 'unknown' : 'yes';
}

function describeUnknown({ balancers, ownAccount, limits }: Permission, group: Id): string {
  if (isUnknown(balancers)) return balancers.unknown;
  if (isUnknown(ownAccount)) return ownAccount.unknown;
  return `whether ${limits} is the ARN of ${shownId(group)} is settled by the deploy`;
}
