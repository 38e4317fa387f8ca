import { defaultSubnetId } from '../../model/default-subnet.ts';
import {
  type Id,
  isUnknown,
  type Node,
  type OrUnknown,
  type WornGroups,
} from '../../model/network.ts';
import { entry, type Resource } from '../../template/resource.ts';
import { isList } from '../../template/value.ts';
import { readList, readText } from '../read/read-value.ts';
import type { NodeContext } from './instances.ts';
import { groupReader, interfacesIn, unfiltered } from './interfaces.ts';

/** "Application Load Balancers": internet-facing unless internal. A Network Load Balancer may have no groups at all. */
export function buildLoadBalancer(resource: Resource, { subnets }: NodeContext): Node {
  const type = readText(resource.get('Type'));
  const balancer = type === 'network' || type === 'gateway' ? type : 'application';
  const groups = resource.get('SecurityGroups');
  const groupless = groups === undefined || (isList(groups) && groups.length === 0);
  const mapped = readList(resource.get('SubnetMappings')).map(
    (mapping) => entry(mapping, ['SubnetId']) ?? mapping,
  );
  const ofType = (subnet: Id): WornGroups => {
    if (groupless && isUnknown(type)) return { kind: 'groups', ids: [], perhapsMore: type };
    const isFiltered = balancer === 'application' || !groupless;
    return isFiltered ? groupReader(groups, subnets)(subnet) : unfiltered();
  };
  const placed = interfacesIn(
    resource.id,
    resource.get('Subnets') ?? mapped,
    ofType,
    hasPublicAddress(resource),
  );
  return { id: resource.id, kind: 'load-balancer', balancer, ...placed };
}

/** The node of a Classic Load Balancer; `listeners.ts` reads its listeners ("Classic Load Balancers"). */
export function buildClassicLoadBalancer(resource: Resource, { subnets }: NodeContext): Node {
  const placed = interfacesIn(
    resource.id,
    resource.get('Subnets') ?? defaultSubnetId(resource.id),
    groupReader(resource.get('SecurityGroups'), subnets),
    hasPublicAddress(resource),
  );
  return { id: resource.id, kind: 'load-balancer', balancer: 'classic', ...placed };
}

/** "IP address types for your Application Load Balancer": one type is on the internet by IPv6 alone. */
function hasPublicAddress(resource: Resource): OrUnknown<boolean> {
  const addresses = readText(resource.get('IpAddressType')) ?? 'ipv4';
  if (addresses === 'dualstack-without-public-ipv4') return false;
  const scheme = readText(resource.get('Scheme')) ?? 'internet-facing';
  if (typeof scheme !== 'string') return scheme;
  if (scheme.toLowerCase() === 'internal') return false;
  return typeof addresses === 'string' ? true : addresses;
}
