import { defaultGroupId, shownId, unknownId } from '../../model/id.ts';
import type { Id, Interface, OrUnknown, Subnet, Unknown, WornGroups } from '../../model/network.ts';
import type { Value } from '../../template/value.ts';
import { readIds } from '../read/read-value.ts';

/** One interface in each subnet of a list; in a subnet nobody knows where the list itself is unknown. */
export function interfacesIn(
  node: Id,
  subnetsValue: Value | undefined,
  groups: (subnet: Id) => WornGroups,
  publicAddress: OrUnknown<boolean>,
): { readonly interfaces: Interface[]; readonly perhapsMore: Unknown | undefined } {
  const { ids, perhapsMore } = readIds(subnetsValue);
  const subnets = perhapsMore ? [unknownId(`a subnet of ${node} (${perhapsMore.unknown})`)] : ids;
  return {
    interfaces: subnets.map((subnet) => ({
      node,
      subnet,
      address: undefined,
      groups: groups(subnet),
      publicAddress,
    })),
    perhapsMore: undefined,
  };
}

/**
 * Property of an interface that an inventory found without groups. A template cannot say so: without groups, it gets the
 * default one. What has none is one of AWS's own, of a gateway or a Network Load Balancer, and filters nothing.
 */
export const GROUPLESS = 'wears no security group';

/** Reads groups from a property; an interface that states none wears its VPC's default group ("Default security groups"). */
export function groupReader(
  value: Value | undefined,
  subnets: ReadonlyMap<Id, Subnet>,
): (subnet: Id) => WornGroups {
  const { ids, perhapsMore } = readIds(value);
  if (ids.length > 0 || perhapsMore) return () => ({ kind: 'groups', ids, perhapsMore });
  return (subnet) => {
    const vpc = subnets.get(subnet)?.vpc;
    return vpc === undefined
      ? {
          kind: 'groups',
          ids: [],
          perhapsMore: { unknown: `the default group of the VPC of ${shownId(subnet)}` },
        }
      : { kind: 'groups', ids: [defaultGroupId(vpc)], perhapsMore: undefined };
  };
}

/** Groups of a network interface. @param wearsNone value of `GROUPLESS` */
export function interfaceGroups(
  groups: Value | undefined,
  wearsNone: Value | undefined,
  subnets: ReadonlyMap<Id, Subnet>,
): (subnet: Id) => WornGroups {
  return wearsNone === true ? unfiltered : groupReader(groups, subnets);
}

/** For what security groups do not apply to. */
export function unfiltered(): WornGroups {
  return { kind: 'unfiltered' };
}
