import type { Certainty, Id, Interface, Node, NotKnown, Subnet } from '../model/network.ts';
import { entry, type Resource } from '../template/resource.ts';
import type { StackSet } from '../template/system.ts';
import { Unknown, type Value } from '../template/value.ts';
import { fixedAddress } from './fixed-address.ts';
import { defaultSubnetId, groupReader } from './interfaces.ts';
import { findLaunchTemplate } from './launch-templates.ts';
import { mayBeAny, readBoolean, readId, readList } from './read-value.ts';

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

/**
 * An EC2 instance: its own properties over those of its launch template, or the interfaces that it lists, and those
 * that AWS::EC2::NetworkInterfaceAttachment adds.
 */
export function buildInstance(instance: Resource, context: NodeContext): Node {
  const get = propertiesOf(instance, context);
  const listed = readList(get('NetworkInterfaces'));
  // An Elastic IP of the instance goes to its first interface.
  const stated = listed.findIndex((item) => Number(entry(item, ['DeviceIndex'])) === 0);
  const holder = context.elasticIps.has(instance.id) ? Math.max(stated, 0) : undefined;
  const own =
    listed.length === 0
      ? [ownInterface(instance, get, context)]
      : listed.map((item, place) => {
          const addresses = { elastic: place === holder, isOnly: listed.length === 1 };
          return listedInterface(instance, item, get, addresses, context);
        });
  const { attached, more } = attachedTo(instance, context);
  return {
    id: instance.id,
    kind: 'instance',
    interfaces: [
      ...own,
      ...attached.map((item) =>
        listedInterface(instance, item, get, { elastic: false, isOnly: false }, context),
      ),
    ],
    more,
  };
}

/** "Launch an instance from a launch template": what the instance states itself goes before the template. */
function propertiesOf(instance: Resource, { set }: NodeContext): Get {
  const specification = instance.get('LaunchTemplate');
  if (specification === undefined) return (name) => instance.get(name);
  const template = findLaunchTemplate(specification, set);
  const missing = new Unknown(
    `${instance.id}.LaunchTemplate`,
    'a launch template that is not in the templates',
  );
  const statesOwn = INTERFACE_PROPERTIES.some((name) => instance.get(name) !== undefined);
  return (name) => {
    const own = instance.get(name);
    if (own !== undefined) return own;
    if (template) return template.get('LaunchTemplateData', name);
    // Interfaces and the properties of the only one exclude each other.
    return name === 'NetworkInterfaces' && statesOwn ? undefined : missing;
  };
}

const INTERFACE_PROPERTIES = ['SubnetId', 'SecurityGroupIds', 'SecurityGroups'];

/** The interfaces that are attached by a resource of their own; `more` when one may be. */
function attachedTo(instance: Resource, { set }: NodeContext) {
  const attached: Value[] = [];
  let more: NotKnown | undefined;
  for (const each of set.ofType((type) => type === 'AWS::EC2::NetworkInterfaceAttachment')) {
    const owner = each.get('InstanceId');
    const doubt = mayBeAny(owner);
    if (readId(owner) === instance.id) attached.push(each.all());
    if (doubt) more = { unknown: `to which instance ${each.id} attaches: ${doubt.unknown}` };
  }
  return { attached, more };
}

function ownInterface(instance: Resource, get: Get, context: NodeContext): Interface {
  return readInterface(
    instance.id,
    get,
    get('SecurityGroupIds') ?? get('SecurityGroups'),
    publicAddressOf(instance.id, get, context.elasticIps.has(instance.id), context),
    context,
  );
}

/**
 * An interface made with the instance, or one that a resource of its own describes.
 * @param addresses whether it gets the Elastic IP of its instance, and whether it is the only interface that is listed
 */
function listedInterface(
  instance: Resource,
  item: Value,
  ofInstance: Get,
  addresses: { readonly elastic: boolean; readonly isOnly: boolean },
  context: NodeContext,
): Interface {
  const id = readId(entry(item, ['NetworkInterfaceId']));
  const own = context.set
    .ofType((type) => type === 'AWS::EC2::NetworkInterface')
    .find((candidate) => candidate.id === id);
  const get = (name: string) => {
    if (own) return own.get(name);
    const stated = entry(item, [name]);
    return stated ?? (id === undefined && name === 'SubnetId' ? ofInstance(name) : undefined);
  };
  const elastic = addresses.elastic || (id !== undefined && context.elasticIps.has(id));
  // An interface that is made by itself, or as one of several, gets no public address from its subnet.
  const isPlain = own !== undefined || (id === undefined && !addresses.isOnly);
  const publicAddress = isPlain ? elastic : publicAddressOf(instance.id, get, elastic, context);
  // A launch template has another word for an interface's groups.
  return readInterface(instance.id, get, get('GroupSet') ?? get('Groups'), publicAddress, context);
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
  return readId(get('SubnetId')) ?? defaultSubnetId(node);
}
