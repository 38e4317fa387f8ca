import type { Certainty, Node } from '../model/network.ts';
import { entry, type Resource } from '../template/resource.ts';
import { isList } from '../template/value.ts';
import type { NodeContext } from './instances.ts';
import { defaultSubnetId, groupReader, interfacesIn, unfiltered } from './interfaces.ts';
import { readList, readText } from './read-value.ts';

/** "Application Load Balancers": internet-facing unless internal. A Network Load Balancer may have no groups at all. */
export function buildLoadBalancer(resource: Resource, { subnets }: NodeContext): Node {
  const type = readText(resource.get('Type'));
  const balancer = type === 'network' || type === 'gateway' ? type : 'application';
  const groups = resource.get('SecurityGroups');
  const groupless = groups === undefined || (isList(groups) && groups.length === 0);
  const mapped = readList(resource.get('SubnetMappings')).map(
    (mapping) => entry(mapping, ['SubnetId']) ?? mapping,
  );
  const placed = interfacesIn(
    resource.id,
    resource.get('Subnets') ?? mapped,
    balancer !== 'application' && groupless ? unfiltered : groupReader(groups, subnets),
    hasPublicAddress(resource),
  );
  return { id: resource.id, kind: 'load-balancer', balancer, ...placed };
}

/** "Classic Load Balancers": the same, with its listeners on itself. */
export function buildClassicLoadBalancer(resource: Resource, { subnets }: NodeContext): Node {
  const placed = interfacesIn(
    resource.id,
    resource.get('Subnets') ?? defaultSubnetId(resource.id),
    groupReader(resource.get('SecurityGroups'), subnets),
    hasPublicAddress(resource),
  );
  return { id: resource.id, kind: 'load-balancer', balancer: 'classic', ...placed };
}

function hasPublicAddress(resource: Resource): Certainty {
  const scheme = readText(resource.get('Scheme')) ?? 'internet-facing';
  return typeof scheme === 'string' ? scheme.toLowerCase() !== 'internal' : scheme;
}
