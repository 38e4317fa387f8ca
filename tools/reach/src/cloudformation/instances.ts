import type { Certainty, Id, Interface, Node, Subnet } from '../model/network.ts';
import { entry, type Resource } from '../template/resource.ts';
import type { StackSet } from '../template/system.ts';
import type { Value } from '../template/value.ts';
import { fixedAddress } from './fixed-address.ts';
import { groupReader } from './interfaces.ts';
import { readBoolean, readId, readList } from './read-value.ts';

/** "Elastic IP addresses": what AWS::EC2::EIP and AWS::EC2::EIPAssociation give an instance or an interface. */
export class ElasticIps {
  private readonly holders = new Set<Id>();

  constructor(set: StackSet) {
    for (const type of ['AWS::EC2::EIP', 'AWS::EC2::EIPAssociation']) {
      for (const resource of set.ofType((candidate) => candidate === type)) {
        for (const property of ['InstanceId', 'NetworkInterfaceId']) {
          const holder = readId(resource.get(property));
          if (holder !== undefined) this.holders.add(holder);
        }
      }
    }
  }

  has(id: Id): boolean {
    return this.holders.has(id);
  }
}

/** What the interfaces of a node depend on. */
export interface NodeContext {
  readonly set: StackSet;
  readonly subnets: ReadonlyMap<Id, Subnet>;
  readonly elasticIps: ElasticIps;
}

/** An EC2 instance: its own properties, or the interfaces that it lists. */
export function buildInstance(instance: Resource, context: NodeContext): Node {
  const listed = readList(instance.get('NetworkInterfaces'));
  const interfaces =
    listed.length === 0
      ? [ownInterface(instance, context)]
      : listed.map((item) => listedInterface(instance, item, context));
  return { id: instance.id, kind: 'instance', interfaces, more: undefined };
}

function ownInterface(instance: Resource, context: NodeContext): Interface {
  const get = (name: string) => instance.get(name);
  return readInterface(
    instance.id,
    get,
    get('SecurityGroupIds') ?? get('SecurityGroups'),
    publicAddressOf(instance.id, get, context.elasticIps.has(instance.id), context),
    context,
  );
}

/** An interface made with the instance, or one that a resource of its own describes. */
function listedInterface(instance: Resource, item: Value, context: NodeContext): Interface {
  const id = readId(entry(item, ['NetworkInterfaceId']));
  const own = context.set
    .ofType((type) => type === 'AWS::EC2::NetworkInterface')
    .find((candidate) => candidate.id === id);
  const get = (name: string) => (own ? own.get(name) : entry(item, [name]));
  const elastic =
    context.elasticIps.has(instance.id) || (id !== undefined && context.elasticIps.has(id));
  // An interface that is made by itself gets no public address from its subnet.
  const publicAddress = own ? elastic : publicAddressOf(instance.id, get, elastic, context);
  return readInterface(instance.id, get, get('GroupSet'), publicAddress, context);
}

type Get = (name: string) => Value | undefined;

/** "Amazon EC2 instance IP addressing": a public address by Elastic IP, by request, or by the subnet's attribute. */
function publicAddressOf(
  node: Id,
  get: Get,
  elastic: boolean,
  { subnets }: NodeContext,
): Certainty {
  if (elastic) return true;
  const requested = get('AssociatePublicIpAddress');
  if (requested !== undefined) return readBoolean(requested, false);
  const subnet = subnets.get(subnetOf(node, get));
  return subnet?.givesPublicAddresses ?? { unknown: `whether ${node} gets a public address` };
}

function readInterface(
  node: Id,
  get: Get,
  groups: Value | undefined,
  publicAddress: Certainty,
  { subnets }: NodeContext,
): Interface {
  const subnet = subnetOf(node, get);
  return {
    node,
    subnet,
    address: fixedAddress(get('PrivateIpAddress')),
    groups: groupReader(groups, subnets)(subnet),
    publicAddress,
  };
}

function subnetOf(node: Id, get: Get): Id {
  return readId(get('SubnetId')) ?? `?the default subnet for ${node}`;
}
