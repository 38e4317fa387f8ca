import { InputError } from '@private-lambda/command-line/input-error';
import { factsOf, handlerActions, ownActions, reasonToLeaveOut } from './facts.ts';
import type { Stack } from './subject.ts';

/** Of these grants.ts knows the resources. */
const OWN_RULES = /^(cloudformation|ecr|iam|route53):/;
/** The services make no prefix list; one of them is read all the same. */
export const READS_PREFIX_LIST = 'ec2:GetManagedPrefixListEntries';

/** Actions that must be there for a deploy, sorted; and which of AWS's list are left out. */
export interface NeededActions {
  readonly actions: readonly string[];
  readonly leftOut: readonly string[];
}

/**
 * What CloudFormation needs for the types of these stacks, and what osls and the tools call themselves.
 * @throws InputError POLICY_TYPE_UNKNOWN
 */
export function neededActions(stacks: readonly Stack[]): NeededActions {
  const types = new Set(stacks.flatMap(({ resources }) => resources.map(({ type }) => type)));
  const wanted = new Set([...types].flatMap((type) => handlerActions(type) ?? unknown(type)));
  for (const action of ownActions) wanted.add(action);
  const leftOut = [...wanted].filter((action) => !isAboutOurs(action));
  return {
    actions: [...wanted].filter((action) => !leftOut.includes(action)).sort(),
    leftOut: leftOut.sort(),
  };
}

/** Beside what is left out on purpose, an action on none but resources that the services do not make. */
function isAboutOurs(action: string): boolean {
  if (reasonToLeaveOut(action) !== undefined) return false;
  const { takesResource, resources } = factsOf(action);
  return (
    !takesResource || resources.size > 0 || OWN_RULES.test(action) || action === READS_PREFIX_LIST
  );
}

function unknown(type: string): never {
  throw new InputError(
    'POLICY_TYPE_UNKNOWN',
    `Nothing is known of what deploying ${type} takes; expected node tools/deployer-policy/make-tables.mjs ${type} first (docs/deploy-rights.md)`,
  );
}
