import { bothHold } from '../../model/both-hold.ts';
import type { Id, OrUnknown, Permission } from '../../model/network.ts';
import type { Resource } from '../../template/resource.ts';
import type { StackSet } from '../../template/system.ts';
import { describeValue, type Value } from '../../template/value.ts';
import { OpenPairs } from '../read/open-pairs.ts';
import { readText } from '../read/read-value.ts';
import type { InvokedFunctions } from './invoked-functions.ts';
import { matchAnyArn } from './match-arn.ts';
import { canHoldFunction, isTargetGroup, targetGroupArns } from './target-groups.ts';

const BALANCERS = /^(elasticloadbalancing\.amazonaws\.com(\.cn)?|\*)$/;
const INVOKE = /^(lambda:)?(\*|Invoke\*|InvokeFunction)$/i;

/**
 * Limits that no request of a load balancer can meet: a service is a member of no organization, calls by no function
 * URL, and carries no token of Alexa's ("AWS global condition context keys"; "AWS::Lambda::Permission").
 */
const NEVER_MET = ['PrincipalOrgID', 'FunctionUrlAuthType', 'EventSourceToken'];

/** "Using resource-based policies in Lambda": the statements of AWS::Lambda::Permission that let load balancers in. */
export function buildPermissions(set: StackSet, functions: InvokedFunctions): Permission[] {
  const groups = set
    .ofType(isTargetGroup)
    .filter((group) => canHoldFunction(group, functions))
    .map((group) => ({ id: group.id, arns: targetGroupArns(group) }));
  const pairs = new OpenPairs('permissions whose function is not known');
  return set
    .ofType((type) => type === 'AWS::Lambda::Permission')
    .flatMap((resource) => {
      const { id } = resource;
      const allowed = bothHold(
        matches(resource.get('Principal'), BALANCERS),
        bothHold(
          matches(resource.get('Action'), INVOKE),
          NEVER_MET.every((name) => resource.get(name) === undefined),
        ),
      );
      return invokedBy(resource, functions, pairs).map(({ invoked, perhaps }) => ({
        id,
        invoked,
        perhaps,
        balancers: bothHold(allowed, perhaps ?? true),
        targetGroups: limitedTo(resource, groups),
        ownAccount: isOwnAccount(resource),
        limits: describeLimits(resource),
      }));
    });
}

/** A permission of a function that nobody has named is perhaps one of each. */
function invokedBy(
  resource: Resource,
  functions: InvokedFunctions,
  pairs: OpenPairs,
): Pick<Permission, 'invoked' | 'perhaps'>[] {
  const name = resource.get('FunctionName');
  const certain = functions.find(name);
  if (certain) return [{ invoked: certain, perhaps: undefined }];
  const question = `of which function ${resource.id} is`;
  const all = functions.all();
  pairs.add(all.length);
  return all.flatMap((invoked) => {
    const perhaps = functions.perhapsNames(name, question, invoked.function);
    return perhaps ? [{ invoked, perhaps }] : [];
  });
}

function limitedTo(
  permission: Resource,
  groups: readonly { id: Id; arns: readonly Value[] }[],
): Permission['targetGroups'] {
  const sourceArn = permission.get('SourceArn');
  if (sourceArn === undefined) return undefined;
  const yes: Id[] = [];
  const perhaps: Id[] = [];
  for (const { id, arns } of groups) {
    const found = matchAnyArn(sourceArn, arns, permission.stack);
    if (found === 'yes') yes.push(id);
    if (found === 'perhaps') perhaps.push(id);
  }
  return { yes, perhaps };
}

function isOwnAccount(resource: Resource): OrUnknown<boolean> {
  const account = resource.get('SourceAccount');
  if (account === undefined) return true;
  const own = resource.stack.pseudo.get('AWS::AccountId');
  if (own !== undefined && describeValue(account) === describeValue(own)) return true;
  return {
    unknown: `${resource.id} is limited to account ${describeValue(account)}: whether that is this account`,
  };
}

function matches(value: Value | undefined, expected: RegExp): OrUnknown<boolean> {
  const text = readText(value);
  if (text === undefined) return false;
  return typeof text === 'string' ? expected.test(text) : text;
}

function describeLimits(resource: Resource): string {
  const limits = ['SourceArn', 'SourceAccount'].flatMap((name) => {
    const value = resource.get(name);
    return value === undefined ? [] : [`${name} ${describeValue(value)}`];
  });
  return limits.length === 0 ? 'no source' : limits.join(' and ');
}
