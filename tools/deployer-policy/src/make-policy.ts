import type { Grant } from './grant.ts';
import { grantsFor } from './grants.ts';
import { type NeededActions, neededActions } from './needed-actions.ts';
import { boundaryStatements } from './roles.ts';
import { splitPolicies } from './split-policies.ts';
import type { Statement, Subject } from './subject.ts';

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** What one stage's deploy role may do, and what the roles that it makes may do at most. */
export interface DeployPolicy {
  /** Each below IAM's limit; all of them together are the policy. */
  readonly policies: readonly PolicyDocument[];
  readonly boundary: PolicyDocument;
  readonly needed: NeededActions;
}

/** @throws InputError POLICY_TYPE_UNKNOWN, POLICY_TOO_LARGE */
export function makePolicy(subject: Subject): DeployPolicy {
  const needed = neededActions(subject.stacks);
  const statements = mergeGrants(grantsFor(needed, subject));
  return {
    policies: splitPolicies(statements).map(document),
    boundary: document(boundaryStatements(subject)),
    needed,
  };
}

function document(statements: readonly Statement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}

/**
 * Grants on the same resources under the same condition are one statement. Under a condition of tags it is one statement
 * per service: whichever kind it is of, an action meets nothing but ours.
 */
function mergeGrants(grants: readonly Grant[]): readonly Statement[] {
  const groups = new Map<string, Grant[]>();
  for (const grant of grants) {
    const { action, resources, condition, why } = grant;
    const scope = why.startsWith('Tag') ? serviceOf(action) : resources;
    const key = JSON.stringify([why, scope, condition]);
    groups.set(key, [...(groups.get(key) ?? []), grant]);
  }
  const taken = new Map<string, number>();
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const Sid = numbered(sidOf(first), taken);
    return {
      Sid,
      Effect: 'Allow',
      Action: [...new Set(group.map(({ action }) => action))],
      Resource: [...new Set(group.flatMap(({ resources }) => resources))],
      ...(first.condition && { Condition: first.condition }),
    };
  });
}

const serviceOf = (action: string) => action.replace(/:.*$/, '');

/** Letters and digits (IAM user guide, "Sid"): `TaggedEc2`; of what takes no resource, no service. */
function sidOf({ action, why }: Grant): string {
  if (why === 'TakesNoResource') return why;
  const service = serviceOf(action);
  return `${why}${service.charAt(0).toUpperCase()}${service.slice(1)}`;
}

/** A Sid stands once in a policy. */
function numbered(sid: string, taken: Map<string, number>): string {
  const count = (taken.get(sid) ?? 0) + 1;
  taken.set(sid, count);
  return count === 1 ? sid : `${sid}And${count}`;
}
