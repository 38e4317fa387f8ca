import { unknownId } from '../../model/id.ts';
import type { Attachment, Id, Listener, Node, Subnet, Unknown } from '../../model/network.ts';
import type { Resource } from '../../template/resource.ts';
import type { StackSet } from '../../template/system.ts';
import { describeValue, Reference, Text, type Value } from '../../template/value.ts';
import { findReferences } from '../read/find-references.ts';
import { perhapsOwner, readId } from '../read/read-value.ts';
import { classOf } from '../types/resource-class.ts';
import { attachingValues, isListed } from '../types/resource-table.ts';
import { groupReader, interfacesIn } from './interfaces.ts';
import { oneOrAll, placesOf } from './places.ts';

/** What an attachment's properties may name. */
export interface Surroundings {
  readonly set: StackSet;
  readonly subnets: ReadonlyMap<Id, Subnet>;
  readonly groups: ReadonlySet<Id>;
  readonly nodes: ReadonlyMap<Id, Node>;
  readonly listeners: readonly Listener[];
}

/** An attached resource with the node that its interfaces are, where it has any. */
export interface Attached {
  readonly attachment: Attachment;
  readonly node: Node;
}

/**
 * Every resource that is attached to the network and not modelled: a client and a server with the groups and subnets
 * that it names, of which nobody here knows for whom it opens connections.
 */
export function buildAttachments(around: Surroundings): Attached[] {
  return around.set
    .thatMayExist((type) => ['attached', 'unlisted'].includes(classOf(type)))
    .flatMap((resource) => attach(resource, around) ?? []);
}

function attach(resource: Resource, around: Surroundings): Attached | undefined {
  const { id, type } = resource;
  const unknown = `${id} is ${type}, which is not modelled`;
  const { leadsTo, leadsToAny } = leads(resource, around);
  const node = nodeOf(resource, around, unknown);
  if (!node && leadsTo.length === 0 && !leadsToAny) return undefined;
  return {
    attachment: {
      id,
      unknown,
      leadsTo,
      leadsToAny,
      limitedTo: undefined,
      isModelled: false,
      doors: [{ name: `${type} ${id}`, at: id }],
    },
    node: node ?? { id, kind: 'attached', interfaces: [], perhapsMore: { unknown } },
  };
}

/** The nodes that it names itself, also by their listeners. */
function leads(
  resource: Resource,
  { nodes, listeners }: Surroundings,
): Pick<Attachment, 'leadsTo' | 'leadsToAny'> {
  const leadsTo = new Set<Id>();
  let leadsToAny: Unknown | undefined;
  for (const { name, value } of attachingValues(resource)) {
    for (const id of isArn(value) ? findReferences(value) : [readId(value) ?? '']) {
      const balancers = listeners.filter((listener) => listener.id === id);
      for (const { loadBalancer } of balancers) leadsTo.add(loadBalancer);
      if (nodes.has(id) && nodes.get(id)?.kind !== 'function') leadsTo.add(id);
    }
    if (mayNameBalancer(resource.type, name))
      leadsToAny = perhapsOwner(value, `where ${resource.id} leads`) ?? leadsToAny;
  }
  return { leadsTo: [...leadsTo], leadsToAny };
}

function isArn(value: Value): boolean {
  return value instanceof Text && describeValue(value).startsWith('arn:');
}

/** Whether what is in a property may be a load balancer, where its value is not known. */
function mayNameBalancer(type: string, name: string): boolean {
  return isListed(type)
    ? NAMES_BALANCER.test(`${type} ${name}`)
    : /LoadBalancer|Endpoint|Listener|Target|^Arn$/.test(name);
}

const NAMES_BALANCER =
  /LoadBalancerArns?$|^AWS::(CloudFront::VpcOrigin Arn|GlobalAccelerator::EndpointGroup EndpointId|VpcLattice::TargetGroup Id)$/;

/** @returns undefined for a resource that names neither groups nor subnets nor a VPC */
function nodeOf(
  resource: Resource,
  { set, subnets, groups }: Surroundings,
  unknown: string,
): Node | undefined {
  const stated = placesOf(resource, set);
  // Also inside longer texts, such as the definition of a state machine.
  const values = attachingValues(resource).flatMap(({ value }) =>
    value instanceof Text ? value.parts.filter((part) => part instanceof Reference) : [value],
  );
  const worn = [...stated.groups, ...values.filter((value) => groups.has(readId(value) ?? ''))];
  const places = [...stated.places, ...values.filter((value) => subnets.has(readId(value) ?? ''))];
  const vpcs = new Set([...subnets.values()].map(({ vpc }) => vpc));
  const isInVpc = values.some((value) => vpcs.has(readId(value) ?? ''));
  if (worn.length === 0 && places.length === 0 && !isInVpc) return undefined;
  const perhapsMore = { unknown };
  return {
    id: resource.id,
    kind: 'attached',
    ...interfacesIn(
      resource.id,
      places.length > 0 ? oneOrAll(places) : unknownId(`a subnet of ${resource.id}`),
      worn.length > 0
        ? groupReader(oneOrAll(worn), subnets)
        : () => ({ kind: 'groups', ids: [], perhapsMore }),
      perhapsMore,
    ),
    perhapsMore: places.length > 0 ? undefined : perhapsMore,
  };
}
