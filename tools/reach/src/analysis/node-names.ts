import { InputError } from '@private-lambda/command-line/input-error';
import { isNodeType } from '../cloudformation/nodes/nodes.ts';
import type { Network } from '../model/network.ts';
import { splitId } from '../template/logical-id.ts';
import type { System } from '../template/system.ts';

const SERVICE = /^aws:[a-z0-9][a-z0-9.-]*$/;
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
    if (!SERVICE.test(name)) throw bad(end, name, 'the service is not a name', EXPECTED);
    if (end === 'from') throw bad(end, name, 'an AWS service opens no connections', EXPECTED);
    return;
  }
  if (!networks || networks.some(({ nodes }) => nodes.has(name))) return;
  const { stack, logicalId } = splitId(name);
  if (stack === '') throw bad(end, name, 'not a node', EXPECTED);
  const template = system.templates.find((candidate) => candidate.stack === stack);
  if (!template) {
    const names = system.templates.map((candidate) => candidate.stack).join(', ');
    throw bad(end, name, `there is no stack ${stack}`, `given are ${names}`);
  }
  const declared = Object.hasOwn(template.resources, logicalId)
    ? template.resources[logicalId]
    : undefined;
  if (!declared) {
    const nodes = Object.entries(template.resources).filter(([, { type }]) => isNodeType(type));
    const known = nodes.map(([id]) => `${stack}/${id}`).join(', ');
    throw bad(
      end,
      name,
      `${template.file} has no resource ${logicalId}`,
      known === '' ? 'it has no nodes' : `its nodes are ${known}`,
    );
  }
  if (isNodeType(declared.type) && declared.condition !== undefined) {
    throw bad(
      end,
      name,
      `in ${template.file} it does not exist: its condition ${declared.condition} is false`,
      EXPECTED,
    );
  }
  // A gateway endpoint is of a node's type and none itself.
  const why = isNodeType(declared.type)
    ? 'has no network interface'
    : 'is not modelled as an end of a connection';
  throw bad(end, name, `in ${template.file} it is ${declared.type}, which ${why}`, EXPECTED);
}

function bad(end: string, name: string, found: string, expected: string): InputError {
  return new InputError('REACH_NODE_UNKNOWN', `--${end} ${name}: ${found}; ${expected}`);
}
