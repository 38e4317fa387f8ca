import { isUnknownId, shownId } from '../model/id.ts';
import type { Id, Network } from '../model/network.ts';
import { type Step, step } from '../model/step.ts';
import { absence } from '../model/words.ts';
import type { AwsRule } from './aws-rule.ts';

export const INTERNET_GATEWAY_RULE: AwsRule = {
  says: 'An internet gateway carries traffic of the VPC it is attached to, and only for interfaces with a public address.',
  page: 'Enable internet access for a VPC using an internet gateway',
};

/**
 * Whether an internet gateway is attached to the VPC whose route leads to it.
 * @param fromNat it carries what a NAT gateway sends
 */
export function askInternetGateway(network: Network, gateway: Id, vpc: Id, fromNat = false): Step {
  const known = network.internetGateways.get(gateway);
  if (!known) {
    return step('gateway', shownId(gateway), 'unknown', () => absence(gateway, 'gateway'));
  }
  if (known.vpcs.includes(vpc)) {
    const block = network.publicAccessBlock;
    if (block && !(fromNat && block.natPasses))
      return step('gateway', gateway, 'unknown', () => block.unknown);
    return step(
      'gateway',
      gateway,
      'yes',
      () => `the internet gateway is attached to ${shownId(vpc)}`,
    );
  }
  const unknown = known.vpcs.find(isUnknownId) ?? (isUnknownId(vpc) ? vpc : undefined);
  if (unknown !== undefined && known.vpcs.length > 0) {
    return step(
      'gateway',
      gateway,
      'unknown',
      () => `it is attached to ${shownId(unknown)}, which may be this VPC`,
    );
  }
  const perhaps = known.perhapsVpcs.find(
    ({ id }) => id === vpc || isUnknownId(id) || isUnknownId(vpc),
  );
  if (perhaps) return step('gateway', gateway, 'unknown', () => perhaps.unknown);
  return step(
    'gateway',
    gateway,
    'no',
    () => `the internet gateway is not attached to ${shownId(vpc)}`,
  );
}
