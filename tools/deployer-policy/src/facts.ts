import { InputError } from '@private-lambda/command-line/input-error';
import table from '../data/iam-facts.json' with { type: 'json' };
import recorded from '../data/recorded-calls.json' with { type: 'json' };
import { ACTION_OF, EXTRA, LEFT_OUT, LINKED_SERVICE, UNRECORDED } from './handler-exceptions.js';

/** How an action can be limited on one kind of resource. */
export type Narrowing = 'named' | 'tagged' | 'new';

/** What AWS's service authorization reference says of an action. */
export interface ActionFacts {
  /** False: the action takes no resource but `*`. */
  readonly takesResource: boolean;
  /** Kinds of resources that the services make, by their names in the reference. */
  readonly resources: ReadonlyMap<string, Narrowing>;
  /** Condition keys of IAM's own, and `…:CreateAction`. */
  readonly keys: readonly string[];
}

const handlers: Readonly<Record<string, readonly string[]>> = table.handlers;
const actions = new Map<string, ActionFacts>(
  Object.entries(table.actions).map(([name, { takesResource, resources, keys }]) => [
    name,
    { takesResource, resources: new Map(Object.entries(resources).map(asNarrowing)), keys },
  ]),
);
const arns = new Map<string, string>(Object.entries(table.resources));
const spelling = new Map([...actions.keys()].map((name) => [name.toLowerCase(), name]));

function asNarrowing([type, how]: [string, string]): [string, Narrowing] {
  if (how === 'named' || how === 'tagged' || how === 'new') return [type, how];
  throw new Error(`data/iam-facts.json: ${type} is ${how}; expected named, tagged or new`);
}

/** What osls and the tools call themselves: as the rehearsal recorded it (`npm run rehearse -- --record <file>`), and more. */
export const ownActions: readonly string[] = [...recorded, ...Object.keys(UNRECORDED)];

const MAKES_LINKED_ROLE = 'iam:CreateServiceLinkedRole';

/**
 * What CloudFormation asks for to make, read, change and delete a resource; undefined for a type not in the table.
 * @throws InputError POLICY_ACTION_UNKNOWN for a linked role of an unknown service
 */
export function handlerActions(type: string): readonly string[] | undefined {
  const listed = handlers[type];
  if (listed === undefined) return undefined;
  const extra: Readonly<Record<string, readonly string[]>> = EXTRA;
  const service = LINKED_SERVICE[type];
  if (listed.includes(MAKES_LINKED_ROLE) && service === undefined) {
    unknownAction(`${MAKES_LINKED_ROLE} (${type})`);
  }
  const asked = listed.filter((action) => action !== MAKES_LINKED_ROLE);
  return [...asked, ...(extra[type] ?? []), ...(service ? [MAKES_LINKED_ROLE] : [])].map(
    asIamNames,
  );
}

/** Schemas do not always spell an action as IAM does. */
function asIamNames(action: string): string {
  const name = ACTION_OF[action] ?? action;
  return spelling.get(name.toLowerCase()) ?? name;
}

/** Why a deploy does not get this action; undefined when it does. */
export function reasonToLeaveOut(action: string): string | undefined {
  const [service = ''] = action.split(':');
  return LEFT_OUT[action] ?? LEFT_OUT[service];
}

/**
 * Neither the reference nor the exceptions say what the action is on, so it would be missing in the policy.
 * @throws InputError POLICY_ACTION_UNKNOWN
 */
export function factsOf(action: string): ActionFacts {
  return actions.get(action) ?? unknownAction(action);
}

/** @throws InputError POLICY_ACTION_UNKNOWN */
export function unknownAction(action: string): never {
  throw new InputError(
    'POLICY_ACTION_UNKNOWN',
    `A deploy asks for ${action}, and nothing says on what, nor why it is left out; expected a row in tools/deployer-policy/src/iam-resources.js or handler-exceptions.js, then node tools/deployer-policy/make-tables.mjs`,
  );
}

/** ARN of a kind of resource, with `${Partition}`, `${Region}`, `${Account}` and variables of its own. */
export function arnOf(kind: string): string {
  return arns.get(kind) ?? '';
}
