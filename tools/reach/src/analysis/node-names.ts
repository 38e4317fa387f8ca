import { InputError } from '@private-lambda/command-line/input-error';
import { isNodeType } from '../cloudformation/nodes/nodes.ts';
import type { Network } from '../model/network.ts';
import { splitId } from '../template/logical-id.ts';
import type { ResourceDeclaration } from '../template/resource-declaration.ts';
import type { System } from '../template/system.ts';
import type { Template } from '../template/template.ts';

const SERVICE = /^aws:[a-z0-9][a-z0-9.-]*$/;

/** Whether this can be asked about as an AWS service. */
export const isService = (name: string): boolean => SERVICE.test(name);

const EXPECTED =
  'expected <stack>/<LogicalId> of something with network interfaces, internet, or aws:<service>';

/** What a question is asked about: the templates, and the network of each case, where there are not too many. */
interface Asked {
  readonly system: System;
  readonly networks: readonly Network[] | undefined;
}

/**
 * Refuses an end of a question that names nothing, with one line that says where it was looked for.
 * @throws InputError `REACH_NODE_…`
 */
export function refuseStrangeNode(
  { system, networks }: Asked,
  name: string,
  end: 'from' | 'to',
): void {
  if (name === 'internet') return;
  if (name.startsWith('aws:')) {
    if (!isService(name)) throw bad(end, name, 'the service is not a name', EXPECTED);
    if (end === 'from') throw bad(end, name, 'an AWS service opens no connections', EXPECTED);
    return;
  }
  if (!networks || networks.some(({ nodes }) => nodes.has(name))) return;
  throw bad(end, name, ...whyNoNode(system, name));
}

/**
 * The id that a name of the inventory stands for; what is no such name stands for itself.
 * @param where what says the name, for a refusal
 * @throws InputError REACH_NAME_AMBIGUOUS
 */
export function oneNamed(names: System['names'], name: string, where: string): string {
  const [id = name, ...more] = names.get(name) ?? [];
  if (more.length === 0) return id;
  throw new InputError(
    'REACH_NAME_AMBIGUOUS',
    `${where} ${name}: found ${[id, ...more].join(', ')} by this name, expected the id of one of them`,
  );
}

/** What was found in the place of a node, and what was expected. */
function whyNoNode({ templates }: System, name: string): [found: string, expected: string] {
  const { stack, logicalId } = splitId(name);
  if (stack === '') return ['not a node', EXPECTED];
  const template = templates.find((candidate) => candidate.stack === stack);
  if (!template) {
    const names = templates.map((candidate) => candidate.stack).join(', ');
    return [`there is no stack ${stack}`, `given are ${names}`];
  }
  const { file, resources } = template;
  const declared = Object.hasOwn(resources, logicalId) ? resources[logicalId] : undefined;
  return declared
    ? [`in ${file} it ${whyNotThere(declared)}`, EXPECTED]
    : [`${file} has no resource ${logicalId}`, nodesOf(template)];
}

function whyNotThere({ type, condition }: ResourceDeclaration): string {
  if (!isNodeType(type)) return `is ${type}, which is not modelled as an end of a connection`;
  if (condition !== undefined) return `does not exist: its condition ${condition} is false`;
  // A gateway endpoint is of a node's type and none itself.
  return `is ${type}, which has no network interface`;
}

function nodesOf({ stack, resources }: Template): string {
  const nodes = Object.entries(resources).filter(([, { type }]) => isNodeType(type));
  if (nodes.length === 0) return 'it has no nodes';
  return `its nodes are ${nodes.map(([id]) => `${stack}/${id}`).join(', ')}`;
}

function bad(end: string, name: string, found: string, expected: string): InputError {
  return new InputError('REACH_NODE_UNKNOWN', `--${end} ${name}: ${found}; ${expected}`);
}
