import { InputError } from '@private-lambda/command-line/input-error';
import { LIMITS } from '../../../config/names.js';
import { inPlace } from './pseudo-parameters.ts';
import type { Statement } from './subject.ts';

/** Characters of a managed policy without white space, and policies of one role (IAM user guide, "IAM quotas"). */
const MAX_CHARACTERS = 6144;
const MAX_POLICIES = 10;

/** `{"Version":"2012-10-17","Statement":[]}`, with room to spare. */
const FRAME = 64;

/** The longest that there are, so that the policies fit in every Region and partition. */
const LONGEST = {
  partition: 'aws-us-gov',
  region: 'x'.repeat(LIMITS.region),
  account: '1'.repeat(12),
};

/** Characters that IAM counts of a statement, in whichever Region. */
export function sizeOf(statement: Statement): number {
  return inPlace(JSON.stringify(statement), LONGEST).length + 1;
}

/**
 * Statements in as few policies as first-fit finds, none above IAM's limit. One that is too large alone is halved by
 * its actions.
 * @throws InputError POLICY_TOO_LARGE for more than a role can have
 */
export function splitPolicies(statements: readonly Statement[]): readonly (readonly Statement[])[] {
  const policies: { statements: Statement[]; size: number }[] = [];
  const pieces = statements.flatMap(halved).sort((a, b) => sizeOf(b) - sizeOf(a));
  for (const statement of pieces) {
    const size = sizeOf(statement);
    const place = policies.find((policy) => policy.size + size <= MAX_CHARACTERS);
    if (place) {
      place.statements.push(statement);
      place.size += size;
    } else policies.push({ statements: [statement], size: FRAME + size });
  }
  if (policies.length > MAX_POLICIES) {
    throw new InputError(
      'POLICY_TOO_LARGE',
      `The policy takes ${policies.length} managed policies of ${MAX_CHARACTERS} characters; a role has at most ${MAX_POLICIES}`,
    );
  }
  return policies.map((policy) => policy.statements);
}

function halved(statement: Statement): readonly Statement[] {
  const { Sid, Action, Resource } = statement;
  if (FRAME + sizeOf(statement) <= MAX_CHARACTERS) return [statement];
  const long = Action.length > 1 ? 'Action' : 'Resource';
  const parts = long === 'Action' ? Action : Resource;
  if (parts.length < 2) {
    throw new InputError(
      'POLICY_TOO_LARGE',
      `Statement ${Sid} alone has more than ${MAX_CHARACTERS} characters`,
    );
  }
  const middle = Math.ceil(parts.length / 2);
  const part = (name: string, some: readonly string[]) =>
    halved({ ...statement, Sid: Sid + name, [long]: some });
  return [...part('A', parts.slice(0, middle)), ...part('B', parts.slice(middle))];
}
