import { defaultGroupId, shownId, unsettledId } from '../../model/id.ts';
import type {
  Certainty,
  Id,
  Interface,
  NotKnown,
  Subnet,
  WornGroups,
} from '../../model/network.ts';
import type { Value } from '../../template/value.ts';
import { readIds } from '../read/read-value.ts';

/** One interface in each subnet of a list; in a subnet nobody knows where the list itself is unknown. */
export function interfacesIn(
  node: Id,
  subnetsValue: Value | undefined,
  groups: (subnet: Id) => WornGroups,
  publicAddress: Certainty,
): { readonly interfaces: Interface[]; readonly more: NotKnown | undefined } {
  const { ids, more } = readIds(subnetsValue);
  const subnets = more ? [unsettledId(`a subnet of ${node} (${more.unknown})`)] : ids;
  return {
    interfaces: subnets.map((subnet) => ({
      node,
      subnet,
      address: undefined,
      groups: groups(subnet),
      publicAddress,
    })),
    more: undefined,
  };
}

/** Reads groups from a property; an interface that states none wears its VPC's default group ("Default security groups"). */
export function groupReader(
  value: Value | undefined,
  subnets: ReadonlyMap<Id, Subnet>,
): (subnet: Id) => WornGroups {
  const { ids, more } = readIds(value);
  if (ids.length > 0 || more) return () => ({ kind: 'groups', ids, more });
  return (subnet) => {
    const vpc = subnets.get(subnet)?.vpc;
    return vpc === undefined
      ? {
          kind: 'groups',
          ids: [],
          more: { unknown: `the default group of the VPC of ${shownId(subnet)}` },
        }
      : { kind: 'groups', ids: [defaultGroupId(vpc)], more: undefined };
  };
}

/** For what security groups do not apply to. */
export function unfiltered(): WornGroups {
  return { kind: 'unfiltered' };
}
