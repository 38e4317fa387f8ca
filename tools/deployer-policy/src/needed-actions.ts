import { InputError } from '@private-lambda/command-line/input-error';
import { factsOf, handlerActions, ownActions, reasonToLeaveOut, unknownAction } from './facts.ts';
import { SIGNED_CALL } from './handler-exceptions.js';
import { signedRoutes } from './signed-routes.ts';
import type { Stack } from './subject.ts';

/** Of these grants.ts knows the resources. */
const OWN_RULES = /^(cloudformation|ecr|execute-api|iam):/;

/** Actions that must be there for a deploy, sorted; and which of AWS's list are left out. */
export interface NeededActions {
  readonly actions: readonly string[];
  readonly leftOut: readonly string[];
}

/**
 * What CloudFormation needs for the types of these stacks, and what osls and the tools call themselves.
 * @throws InputError POLICY_TYPE_UNKNOWN; POLICY_ACTION_UNKNOWN for one that would be neither granted nor left out
 */
export function neededActions(stacks: readonly Stack[]): NeededActions {
  const types = new Set(stacks.flatMap(({ resources }) => resources.map(({ type }) => type)));
  const wanted = new Set([...types].flatMap((type) => handlerActions(type) ?? unknown(type)));
  for (const action of ownActions) wanted.add(action);
  if (signedRoutes(stacks).length > 0) wanted.add(SIGNED_CALL);
  const isLeftOut = (action: string) => reasonToLeaveOut(action) !== undefined;
  const actions = [...wanted].filter((action) => !isLeftOut(action)).sort();
  for (const action of actions) if (!isGrantable(action)) unknownAction(action);
  return { actions, leftOut: [...wanted].filter(isLeftOut).sort() };
}

/** Is it known on which of our resources it is, if it takes one? */
function isGrantable(action: string): boolean {
  const { takesResource, resources } = factsOf(action);
  return !takesResource || resources.size > 0 || OWN_RULES.test(action);
}

function unknown(type: string): never {
  throw new InputError(
    'POLICY_TYPE_UNKNOWN',
    `Nothing is known of what deploying ${type} takes; expected node tools/deployer-policy/make-tables.mjs ${type} first (docs/deploy-rights.md)`,
  );
}
