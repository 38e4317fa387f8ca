import type { Id } from '../model/network.ts';
import { type Step, step } from '../model/step.ts';
import type { AwsRule } from './aws-rule.ts';

export const FUNCTION_OUTSIDE_VPC_RULE: AwsRule = {
  says: 'A function without VpcConfig runs in a network of the Lambda service: it reaches the internet and AWS services, and no private address.',
  page: 'Giving Lambda functions access to resources in an Amazon VPC',
};

export function outsideStep(id: Id): Step {
  return step(
    'interface',
    id,
    'yes',
    () => 'the function has no VpcConfig: it runs outside every VPC, with access to the internet',
  );
}

/** Towards something that has only private addresses. */
export function noPrivateWayStep(id: Id, to: Id): Step {
  return step(
    'gateway',
    to,
    'no',
    () => `${id} runs outside every VPC, and ${to} has no public address`,
  );
}
