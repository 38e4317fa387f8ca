import type { Id, Listener, Node, Subnet } from '../../model/network.ts';
import type { Resource } from '../../template/resource.ts';
import type { StackSet } from '../../template/system.ts';
import type { Value } from '../../template/value.ts';
import type { Attached } from '../nodes/attachments.ts';
import { groupReader, interfacesIn } from '../nodes/interfaces.ts';
import { findReferences } from '../read/find-references.ts';
import { perhapsOwner, readId, readText } from '../read/read-value.ts';
import { APIS, ApiCallers } from './api-callers.ts';

const HTTP_LINK = 'AWS::ApiGatewayV2::VpcLink';
const REST_LINK = 'AWS::ApiGateway::VpcLink';
const INTEGRATION = 'AWS::ApiGatewayV2::Integration';
const METHOD = 'AWS::ApiGateway::Method';

export function isVpcLink(type: string): boolean {
  return type === HTTP_LINK || type === REST_LINK;
}

/**
 * "Set up VPC links for HTTP APIs": interfaces of API Gateway, by which the integrations of an API lead its callers,
 * whoever they are, to a listener. "Set up VPC links for REST APIs": to a Network Load Balancer, past its groups.
 */
export function buildVpcLinks(
  set: StackSet,
  subnets: ReadonlyMap<Id, Subnet>,
  listeners: readonly Listener[],
): Attached[] {
  const callers = new ApiCallers(set);
  return set.ofType(isVpcLink).map((link) => {
    const { id, type } = link;
    const uses = usesOf(link, set);
    const doors = uses.map((use) => ({
      name: `${use.type} ${use.id}`,
      at: use.id,
      admits: callers.of(use),
    }));
    const names = doors.map(({ at, admits }) => `${at} (${admits})`).join(', ');
    const unknown = `API Gateway leads whoever may call it here by ${names || 'an integration of another stack'}`;
    const targets = type === REST_LINK ? idsIn(link.get('TargetArns')) : targetsOf(uses, listeners);
    const node: Node = {
      id,
      kind: 'vpc-link',
      ...interfacesIn(
        id,
        link.get('SubnetIds'),
        groupReader(link.get('SecurityGroupIds'), subnets),
        false,
      ),
    };
    return {
      node: type === REST_LINK ? { ...node, interfaces: [], perhapsMore: { unknown } } : node,
      attachment: {
        id,
        unknown,
        leadsTo: type === REST_LINK ? (targets ?? []) : [],
        leadsToAny: undefined,
        limitedTo: targets,
        isModelled: doors.length > 0,
        doors: doors.length > 0 ? doors : [{ name: `${type} ${id}`, at: id }],
      },
    };
  });
}

/** What uses the link: integrations, methods, and the APIs that may do so in their OpenAPI text. */
function usesOf(link: Resource, set: StackSet): Resource[] {
  const integrations = set
    .ofType((type) => type === INTEGRATION || type === METHOD)
    .filter((use) => {
      const connection = connectionOf(use);
      return readId(connection) === link.id || perhapsOwner(connection) !== undefined;
    });
  const apis = set.ofType((type) => APIS.has(type)).filter((api) => namesIn(api.all(), link.id));
  return [...integrations, ...apis];
}

function connectionOf(use: Resource): Value | undefined {
  const get = (name: string) =>
    use.type === METHOD ? use.get('Integration', name) : use.get(name);
  return readText(get('ConnectionType')) === 'INTERNET' ? undefined : get('ConnectionId');
}

/** The load balancers that the integrations name by a listener; undefined where one may name another. */
function targetsOf(uses: readonly Resource[], listeners: readonly Listener[]): Id[] | undefined {
  const targets: Id[] = [];
  for (const use of uses) {
    const named =
      use.type === METHOD ? use.get('Integration', 'IntegrationTarget') : use.get('IntegrationUri');
    const id = readId(named);
    const own = listeners.filter((each) => each.id === id || each.loadBalancer === id);
    if (own.length === 0) return undefined;
    targets.push(...own.map(({ loadBalancer }) => loadBalancer));
  }
  return targets.length > 0 ? targets : undefined;
}

function idsIn(value: Value | undefined): Id[] | undefined {
  const items = [value ?? []].flat();
  if (items.some((item) => perhapsOwner(item))) return undefined;
  return items.flatMap((item) => readId(item) ?? []);
}

function namesIn(value: Value, id: Id): boolean {
  return findReferences(value).has(id);
}
