import { defaultSubnetId } from '../../model/default-subnet.ts';
import type { Id, Interface, Node, OrUnknown, Subnet, Unknown } from '../../model/network.ts';
import { entry, type Resource } from '../../template/resource.ts';
import type { StackSet } from '../../template/system.ts';
import { isList, UnknownValue, type Value } from '../../template/value.ts';
import type { Edits } from '../read/edits.ts';
import { findNamed } from '../read/find-named.ts';
import { perhapsOwner, readBoolean, readId, readList } from '../read/read-value.ts';
import { fixedAddress } from './fixed-address.ts';
import { GROUPLESS, interfaceGroups } from './interfaces.ts';
import { findLaunchTemplate } from './launch-templates.ts';

/** "Elastic IP addresses": what AWS::EC2::EIP and AWS::EC2::EIPAssociation give an instance or an interface. */
export class ElasticIps {
  private readonly holders = new Set<Id>();
  /** Of those that are not named as a holder: one that nobody has named may be any of them. */
  readonly ofOthers: OrUnknown<boolean> = false;

  constructor(set: StackSet, edits: Edits) {
    for (const type of ['AWS::EC2::EIP', 'AWS::EC2::EIPAssociation']) {
      for (const resource of set.ofType((candidate) => candidate === type)) {
        const edited = edits.of(resource.id);
        if (edited) {
          this.ofOthers = edited;
          continue;
        }
        for (const property of ['InstanceId', 'NetworkInterfaceId']) {
          const owner = resource.get(property);
          const holder = readId(owner);
          if (holder !== undefined) this.holders.add(holder);
          this.ofOthers = perhapsOwner(owner, `whose ${resource.id} is`) ?? this.ofOthers;
        }
      }
    }
    // One of an instance goes to its first interface, which may be a resource of its own.
    for (const instance of set.ofType((type) => type === 'AWS::EC2::Instance')) {
      if (!this.holders.has(instance.id)) continue;
      const listed = readList(propertiesOf(instance, set)('NetworkInterfaces'));
      const first = readId(entry(listed[placeOfFirst(listed)], ['NetworkInterfaceId']));
      if (first !== undefined) this.holders.add(first);
    }
  }

  of(id: Id): OrUnknown<boolean> {
    return this.holders.has(id) || this.ofOthers;
  }
}

function placeOfFirst(listed: readonly Value[]): number {
  const stated = listed.findIndex((item) => Number(entry(item, ['DeviceIndex'])) === 0);
  return Math.max(stated, 0);
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
  const { elasticIps } = context;
  const get = propertiesOf(instance, context.set);
  const listed = readList(get('NetworkInterfaces'));
  const first = placeOfFirst(listed);
  const own =
    listed.length === 0
      ? [ownInterface(instance, get, context)]
      : listed.map((item, place) => {
          const elastic = place === first ? elasticIps.of(instance.id) : elasticIps.ofOthers;
          const addresses = { elastic, isOnly: listed.length === 1 };
          return listedInterface(instance, item, get, addresses, context);
        });
  const { attached, perhapsMore } = attachedTo(instance, context);
  return {
    id: instance.id,
    kind: 'instance',
    interfaces: [
      ...own,
      ...attached.map((item) =>
        listedInterface(
          instance,
          item,
          get,
          { elastic: elasticIps.ofOthers, isOnly: false },
          context,
        ),
      ),
    ],
    perhapsMore,
  };
}

/** "Launch an instance from a launch template": what the instance states itself goes before the template. */
function propertiesOf(instance: Resource, set: StackSet): Get {
  const specification = instance.get('LaunchTemplate');
  if (specification === undefined) return (name) => instance.get(name);
  const template = findLaunchTemplate(specification, set);
  const missing = new UnknownValue(
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

/** The interfaces that are attached by a resource of their own; `perhapsMore` when one may be. */
function attachedTo(instance: Resource, { set }: NodeContext) {
  const attached: Value[] = [];
  let perhapsMore: Unknown | undefined;
  for (const each of set.ofType((type) => type === 'AWS::EC2::NetworkInterfaceAttachment')) {
    const owner = each.get('InstanceId');
    if (readId(owner) === instance.id) attached.push(each.all());
    perhapsMore = perhapsOwner(owner, `to which instance ${each.id} attaches`) ?? perhapsMore;
  }
  return { attached, perhapsMore };
}

function ownInterface(instance: Resource, get: Get, context: NodeContext): Interface {
  return readInterface(
    instance.id,
    get,
    get('SecurityGroupIds') ?? groupsByName(get('SecurityGroups'), context.set),
    publicAddressOf(instance.id, get, context.elasticIps.of(instance.id), context),
    context,
  );
}

/** "AWS::EC2::Instance": groups of a default VPC go by their names too. */
function groupsByName(names: Value | undefined, set: StackSet): Value | undefined {
  if (!isList(names)) return names;
  return names.map(
    (name) => findNamed(set, 'AWS::EC2::SecurityGroup', 'GroupName', name)?.id ?? name,
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
  addresses: { readonly elastic: OrUnknown<boolean>; readonly isOnly: boolean },
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
  const elastic =
    addresses.elastic === true || id === undefined ? addresses.elastic : context.elasticIps.of(id);
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
  elastic: OrUnknown<boolean>,
  { subnets }: NodeContext,
): OrUnknown<boolean> {
  if (elastic === true) return true;
  const requested = get('AssociatePublicIpAddress');
  const subnet = subnets.get(subnetOf(node, get));
  const otherwise =
    requested === undefined
      ? (subnet?.givesPublicAddresses ?? { unknown: `whether ${node} gets a public address` })
      : readBoolean(requested, false);
  return otherwise === false ? elastic : otherwise;
}

function readInterface(
  node: Id,
  get: Get,
  groups: Value | undefined,
  publicAddress: OrUnknown<boolean>,
  { subnets }: NodeContext,
): Interface {
  const subnet = subnetOf(node, get);
  return {
    node,
    subnet,
    address: fixedAddress(get('PrivateIpAddress')),
    groups: interfaceGroups(groups, get(GROUPLESS), subnets)(subnet),
    publicAddress,
  };
}

function subnetOf(node: Id, get: Get): Id {
  return readId(get('SubnetId')) ?? defaultSubnetId(node);
}
