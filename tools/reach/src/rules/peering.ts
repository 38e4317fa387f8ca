import { isUnknownId, shownId } from '../model/id.ts';
import { type Id, isUnknown, type Network, type OrUnknown } from '../model/network.ts';
import { type Step, step, toState } from '../model/step.ts';
import { absence } from '../model/words.ts';
import type { AwsRule } from './aws-rule.ts';

export const PEERING_RULE: AwsRule = {
  says: 'A peering connection carries traffic between its two VPCs once it is accepted, with a route on both sides, and never on to a third network or to the internet. A rule that names a group does not mean its members in another Region.',
  page: 'VPC peering basics',
};

/** Whether a peering connection carries traffic from one VPC to the other. */
export function askPeering(network: Network, peering: Id, from: Id, to: Id): Step {
  const known = network.peerings.get(peering);
  const at = shownId(peering);
  if (!known) {
    return step('gateway', at, 'unknown', () => absence(peering, 'peering connection'));
  }
  const joins = known.vpcs.includes(from) && known.vpcs.includes(to) && from !== to;
  if (!joins) {
    const isOpen = [...known.vpcs, from, to].some(isUnknownId);
    return step('gateway', at, isOpen ? 'unknown' : 'no', () =>
      isOpen
        ? `one of the VPCs of ${at} is not settled`
        : `it joins ${known.vpcs.map(shownId).join(' and ')}, and a peering connection leads no further`,
    );
  }
  return step('gateway', at, toState(known.accepted), () =>
    typeof known.accepted === 'object'
      ? known.accepted.unknown
      : `the peering connection joins ${shownId(from)} and ${shownId(to)}`,
  );
}

/** Whether rules may name each other's groups across two VPCs. One peering connection joins two VPCs, and no more. */
export function groupsCross(network: Network, from: Id, to: Id): OrUnknown<boolean> {
  for (const { vpcs, crossesRegions } of network.peerings.values()) {
    if (!vpcs.includes(from) || !vpcs.includes(to)) continue;
    return isUnknown(crossesRegions) ? crossesRegions : !crossesRegions;
  }
  return true;
}

/** Whether two VPCs have a peering connection at all, or may have: what most pairs of VPCs can be told apart by. */
export function mayBePeered(network: Network, from: Id, to: Id): boolean {
  for (const { vpcs } of network.peerings.values()) {
    const matches = (vpc: Id) => vpcs.includes(vpc) || isUnknownId(vpc);
    if (vpcs.some(isUnknownId) || (matches(from) && matches(to))) return true;
  }
  return isUnknownId(from) || isUnknownId(to);
}
