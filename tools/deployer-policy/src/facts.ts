import table from '../data/iam-facts.json' with { type: 'json' };
import recorded from '../data/recorded-calls.json' with { type: 'json' };
import { EXTRA, LEFT_OUT, UNRECORDED } from './handler-exceptions.js';

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

const handlers = new Map<string, readonly string[]>(Object.entries(table.handlers));
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

/** What CloudFormation asks for to make, read, change and delete a resource; undefined for a type not in the table. */
export function handlerActions(type: string): readonly string[] | undefined {
  const listed = handlers.get(type);
  if (listed === undefined) return undefined;
  const extra: Readonly<Record<string, readonly string[]>> = EXTRA;
  // Schemas do not always spell an action as IAM does.
  return [...listed, ...(extra[type] ?? [])].flatMap(
    (action) => spelling.get(action.toLowerCase()) ?? [],
  );
}

/** Why a deploy does not get this action; undefined when it does. */
export function reasonToLeaveOut(action: string): string | undefined {
  const [service = ''] = action.split(':');
  return LEFT_OUT[action] ?? LEFT_OUT[service];
}

/** @throws Error for an action that the table lacks */
export function factsOf(action: string): ActionFacts {
  const facts = actions.get(action);
  if (facts === undefined) throw new Error(`${action} is not in data/iam-facts.json`);
  return facts;
}

/** ARN of a kind of resource, with `${Partition}`, `${Region}`, `${Account}` and variables of its own. */
export function arnOf(kind: string): string {
  return arns.get(kind) ?? '';
}
