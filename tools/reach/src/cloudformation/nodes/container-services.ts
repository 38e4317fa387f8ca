import type { Interface, Node } from '../../model/network.ts';
import { entry, type Resource } from '../../template/resource.ts';
import type { StackSet } from '../../template/system.ts';
import type { Value } from '../../template/value.ts';
import { findNamed } from '../read/find-named.ts';
import { readBoolean, readId, readList } from '../read/read-value.ts';
import type { NodeContext } from './instances.ts';
import { groupReader, interfacesIn } from './interfaces.ts';
import { buildScalingGroup } from './scaling-groups.ts';

/** "Task networking": in awsvpc mode each task has an interface; no public address unless it is assigned one. */
export function buildService(service: Resource, context: NodeContext): Node {
  const config = service.get('NetworkConfiguration', 'AwsvpcConfiguration');
  if (config === undefined) return onHosts(service, context);
  return {
    id: service.id,
    kind: 'service',
    ...interfacesIn(
      service.id,
      entry(config, ['Subnets']),
      groupReader(entry(config, ['SecurityGroups']), context.subnets),
      readBoolean(entry(config, ['AssignPublicIp']), false),
    ),
  };
}

/** In the other modes tasks answer on their container instances, which the capacity provider's Auto Scaling group runs. */
function onHosts(service: Resource, context: NodeContext): Node {
  const { set } = context;
  const unknown = { unknown: `${service.id} uses the network of its container instances` };
  const hosts = providersOf(service, set).map((provider) =>
    findNamed(
      set,
      'AWS::AutoScaling::AutoScalingGroup',
      'AutoScalingGroupName',
      findNamed(set, 'AWS::ECS::CapacityProvider', 'Name', provider)?.get(
        'AutoScalingGroupProvider',
        'AutoScalingGroupArn',
      ),
    ),
  );
  const interfaces = hosts.flatMap((host): Interface[] =>
    host
      ? buildScalingGroup(host, context).interfaces.map((each) => ({ ...each, node: service.id }))
      : [],
  );
  const isKnown = hosts.length > 0 && hosts.every((host) => host !== undefined);
  return {
    id: service.id,
    kind: 'service',
    interfaces: isKnown ? interfaces : [],
    perhapsMore: isKnown && interfaces.length > 0 ? undefined : unknown,
  };
}

/** "Amazon ECS clusters": the service's own strategy, else the cluster's default one. */
function providersOf(service: Resource, set: StackSet): Value[] {
  if (service.get('LaunchType') !== undefined) return [];
  const own = readList(service.get('CapacityProviderStrategy'));
  const strategy = own.length > 0 ? own : clusterStrategy(service, set);
  return strategy.flatMap((item) => entry(item, ['CapacityProvider']) ?? []);
}

function clusterStrategy(service: Resource, set: StackSet): readonly Value[] {
  const named = service.get('Cluster');
  const cluster = findNamed(set, 'AWS::ECS::Cluster', 'ClusterName', named);
  const associations = set
    .ofType((type) => type === 'AWS::ECS::ClusterCapacityProviderAssociations')
    .filter((each) => {
      const its = each.get('Cluster');
      return readId(its) === (cluster?.id ?? readId(named));
    });
  return [...associations, ...(cluster ? [cluster] : [])].flatMap((each) =>
    readList(each.get('DefaultCapacityProviderStrategy')),
  );
}
