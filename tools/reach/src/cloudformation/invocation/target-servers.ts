import { formatAddress } from '../../model/address-range.ts';
import {
  type Id,
  isUnknown,
  type Node,
  type OrUnknown,
  type TargetServer,
  type TargetServers,
} from '../../model/network.ts';
import { entry, type Resource } from '../../template/resource.ts';
import type { StackSet } from '../../template/system.ts';
import { Reference, type Value } from '../../template/value.ts';
import {
  readBoolean,
  readId,
  readIds,
  readList,
  readNumber,
  readText,
} from '../read/read-value.ts';
import { isTargetGroup } from './target-groups.ts';

/**
 * "Register targets for your Network Load Balancer": the target group names them, or an Auto Scaling group or an ECS
 * service names the target group.
 */
export function buildTargetServers(
  set: StackSet,
  nodes: ReadonlyMap<Id, Node>,
): Map<Id, TargetServers> {
  return new Map(
    set.ofType(isTargetGroup).map((group) => [
      group.id,
      {
        servers: [...listed(group, nodes), ...scalingGroups(group, set), ...services(group, set)],
        seeClientAddress: readClientAddress(group),
      },
    ]),
  );
}

const CLIENT_ADDRESS = 'preserve_client_ip.enabled';

/** "Edit target group attributes for your Network Load Balancer": the attribute decides for TCP and TLS alone. */
function readClientAddress(group: Resource): OrUnknown<boolean> {
  const type = readText(group.get('TargetType')) ?? 'instance';
  const protocol = readText(group.get('Protocol')) ?? 'TCP';
  if (type === 'alb') return true;
  if (!isUnknown(protocol) && !/^(TCP|TLS)$/i.test(protocol)) return true;
  const attribute = readList(group.get('TargetGroupAttributes')).find(
    (each) => readText(entry(each, ['Key'])) === CLIENT_ADDRESS,
  );
  const byDefault: OrUnknown<boolean> = isUnknown(type) ? type : type === 'instance';
  const decided =
    attribute === undefined
      ? byDefault
      : isUnknown(byDefault)
        ? byDefault
        : readBoolean(entry(attribute, ['Value']), byDefault);
  return isUnknown(protocol) && decided !== true ? protocol : decided;
}

function listed(group: Resource, nodes: ReadonlyMap<Id, Node>): TargetServer[] {
  return readList(group.get('Targets')).flatMap((target) => {
    const node = nodeOf(entry(target, ['Id']), nodes);
    return node === undefined ? [] : [{ node, port: portOf(group, entry(target, ['Port'])) }];
  });
}

/** By its id, by a reference to its address, or by the address that it states. */
function nodeOf(target: Value | undefined, nodes: ReadonlyMap<Id, Node>): Id | undefined {
  const id = target instanceof Reference ? target.resource : readId(target);
  if (id !== undefined && nodes.has(id)) return id;
  return [...nodes.values()].find(({ interfaces }) =>
    interfaces.some(({ address }) => address && formatAddress(address.start) === id),
  )?.id;
}

function scalingGroups(group: Resource, set: StackSet): TargetServer[] {
  return set
    .ofType((type) => type === 'AWS::AutoScaling::AutoScalingGroup')
    .filter((hosts) => {
      const sources = readList(hosts.get('TrafficSources'));
      const named = [
        ...readIds(hosts.get('TargetGroupARNs')).ids,
        ...sources.map((source) => readId(entry(source, ['Identifier']))),
      ];
      return named.includes(group.id);
    })
    .map(({ id }) => ({ node: id, port: portOf(group, undefined) }));
}

/** In awsvpc mode a task answers on its container's port; otherwise its host does, on a port that may be any. */
function services(group: Resource, set: StackSet): TargetServer[] {
  return set
    .ofType((type) => type === 'AWS::ECS::Service')
    .flatMap((service) =>
      readList(service.get('LoadBalancers'))
        .filter((each) => readId(entry(each, ['TargetGroupArn'])) === group.id)
        .map((each) => ({
          node: service.id,
          port: service.get('NetworkConfiguration')
            ? portOf(group, entry(each, ['ContainerPort']))
            : { unknown: `the port of its host for ${service.id}` },
        })),
    );
}

function portOf(group: Resource, own: Value | undefined): OrUnknown<number> {
  return (
    readNumber(own) ?? readNumber(group.get('Port')) ?? { unknown: `${group.id} names no port` }
  );
}
