import { visibleText } from '@private-lambda/command-line/visible-text';
import { isUnknown, type Node } from 'cfn-reach/src/model/network.ts';
import { startsConnections } from 'cfn-reach/src/rules/accepts-connections.ts';
import { splitId } from 'cfn-reach/src/template/logical-id.ts';
import type { System } from 'cfn-reach/src/template/system.ts';
import { doorsOf } from './doors-of.ts';
import type { Item, ItemKind } from './picture.ts';
import { logicalName, shortened } from './short-names.ts';

const KINDS: Readonly<Record<Node['kind'], { readonly kind: ItemKind; readonly says: string }>> = {
  function: { kind: 'function', says: 'function' },
  'load-balancer': { kind: 'load-balancer', says: 'load balancer' },
  'interface-endpoint': { kind: 'endpoint', says: 'interface endpoint' },
  service: { kind: 'other', says: 'service' },
  instance: { kind: 'other', says: 'instance' },
  'nat-gateway': { kind: 'gateway', says: 'NAT gateway' },
  database: { kind: 'other', says: 'database' },
  'file-system': { kind: 'other', says: 'file system' },
  'network-interface': { kind: 'other', says: 'network interface' },
  'vpc-link': { kind: 'other', says: 'VPC link' },
  attached: { kind: 'other', says: 'not modelled' },
};

/** Kinds of several types: the type says more. */
const OF_SEVERAL_TYPES: ReadonlySet<Node['kind']> = new Set([
  'service',
  'instance',
  'database',
  'file-system',
  'attached',
]);

/**
 * What is drawn of a node: what it is, its groups, and the doors of a function.
 * @param type of its resource; undefined for what stands in no template
 */
export function describeNode(
  node: Node,
  system: System,
  type: string | undefined,
): Pick<Item, 'kind' | 'lines' | 'doors' | 'opens' | 'answers'> {
  const doors = node.kind === 'function' ? doorsOf(system, node.id, type) : [];
  return {
    kind: KINDS[node.kind].kind,
    lines: [
      `${whatItIs(node, type)}${addressOf(node)}`,
      ...groupsOf(node).map((group) => `wears ${group}`),
      ...doors.map(({ name, isPerhaps }) => doorLine(name, isPerhaps)),
    ],
    doors: doors.map(({ name, isPerhaps }) => visibleText(isPerhaps ? `perhaps ${name}` : name)),
    opens: startsConnections(node.kind),
    answers: node.kind !== 'nat-gateway',
  };
}

function whatItIs({ kind }: Node, type: string | undefined): string {
  const { says } = KINDS[kind];
  if (type === undefined || !OF_SEVERAL_TYPES.has(kind)) return says;
  const name = shortened(type.replace(/^AWS::/, ''));
  return kind === 'attached' ? `${says}: ${name}` : name;
}

function groupsOf({ interfaces }: Node): string[] {
  const ids = interfaces.flatMap(({ groups }) => (groups.kind === 'groups' ? groups.ids : []));
  return [...new Set(ids)].map(logicalName);
}

/** @param name `load-balancer <stack>/<TargetGroup>`, as a claim names it */
function doorLine(name: string, isPerhaps: boolean): string {
  const [kind = '', ...rest] = name.split(' ');
  const { logicalId } = splitId(rest.join(' '));
  return shortened(
    `${isPerhaps ? 'perhaps a door' : 'door'}: ${kind.split('::').at(-1)} ${logicalId}`,
  );
}

function addressOf({ kind, interfaces }: Node): string {
  const addresses = interfaces.map(({ publicAddress }) => publicAddress);
  if (addresses.includes(true)) return ', public address';
  if (addresses.some(isUnknown)) return ', perhaps a public address';
  return kind === 'load-balancer' ? ', internal' : '';
}
