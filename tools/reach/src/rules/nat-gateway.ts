import type { NatGateway } from '../model/network.ts';
import { isUnknown } from '../model/network.ts';
import { type Step, step, toState } from '../model/step.ts';
import type { AwsRule } from './aws-rule.ts';

export const NAT_GATEWAY_RULE: AwsRule = {
  says: 'A public NAT gateway reaches the internet from a public subnet: one whose default route leads to an attached internet gateway. It needs an Elastic IP. A private one does not reach the internet, and none accepts connections.',
  page: 'NAT gateway basics',
};

/** The NAT gateway's own conditions; those of its subnet are asked like any other subnet's. */
export function askNatGateway({ id, public: isPublic, hasElasticIp }: NatGateway): Step {
  if (isPublic !== true) {
    return step('gateway', id, toState(isPublic), () =>
      isUnknown(isPublic)
        ? isPublic.unknown
        : 'it is a private NAT gateway, which an internet gateway carries nothing for',
    );
  }
  return step('gateway', id, toState(hasElasticIp), () =>
    hasElasticIp === true
      ? 'a public NAT gateway with an Elastic IP'
      : isUnknown(hasElasticIp)
        ? hasElasticIp.unknown
        : 'it is a public NAT gateway without an Elastic IP',
  );
}
