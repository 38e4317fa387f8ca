import type { Id } from '../../model/network.ts';
import { splitId } from '../../template/logical-id.ts';
import type { Resource } from '../../template/resource.ts';
import type { StackSet } from '../../template/system.ts';
import { describeValue, isList, isMap, Reference, Text, type Value } from '../../template/value.ts';
import { readExpansion } from '../read/expansions.ts';
import { readText } from '../read/read-value.ts';
import { InvokedFunctions, isFunction } from './invoked-functions.ts';
import { buildPermissions } from './permissions.ts';
import { buildTargetGroups, isTargetGroup } from './target-groups.ts';

/** One way to invoke a function. */
export interface Door {
  /** `load-balancer <stack>/<TargetGroup>`, `url <stack>/<Url>`, … as a claim names it. */
  readonly name: string;
  /** The resource that opens it. */
  readonly at: Id;
  /** Why it may be no door of this function. */
  readonly perhaps?: string | undefined;
  /** Who may use it, in words, where that is read. */
  readonly admits?: string | undefined;
}

/** Resources that speak of a function and open nothing to it, or are read as doors of another kind. */
const HARMLESS =
  /^AWS::(CloudWatch|Logs)::|^AWS::SSM::Parameter$|^AWS::Lambda::(Version|Alias|EventInvokeConfig|Permission|Url|EventSourceMapping)$/;

/** Types that can invoke a function, with the properties that name it. */
const INVOKERS: Readonly<Record<string, readonly string[]>> = {
  'AWS::CloudWatch::Alarm': ['AlarmActions', 'OKActions', 'InsufficientDataActions'],
  'AWS::CloudWatch::CompositeAlarm': ['AlarmActions', 'OKActions', 'InsufficientDataActions'],
  'AWS::Lambda::EventInvokeConfig': ['DestinationConfig'],
  'AWS::Logs::SubscriptionFilter': ['DestinationArn'],
};

/** Actions of a permission that invoke. */
const INVOKING = /^(lambda:)?(invoke.*|.*[*?].*)$/i;

/**
 * Every door of a function: the target groups that it is in, every permission beyond them, function URLs, event
 * sources, and whatever else in the templates names it.
 * "Invoking Lambda functions", "Using resource-based policies in Lambda".
 */
export function listDoors(set: StackSet, id: Id): Door[] {
  const functions = new InvokedFunctions(set);
  const groups = [...buildTargetGroups(set, functions).values()]
    .filter(({ targets }) => targets.some((target) => target.function === id))
    .map((group) => group.id);
  const expansion = readExpansion(set);
  return [
    ...(expansion ? [{ name: expansion.id, at: expansion.id, perhaps: expansion.unknown }] : []),
    ...groups.map((group) => ({ name: `load-balancer ${group}`, at: group })),
    ...permissionDoors(set, functions, id, groups),
    ...namedBy(set, functions, id, 'AWS::Lambda::Url', 'TargetFunctionArn', 'url'),
    ...namedBy(
      set,
      functions,
      id,
      'AWS::Lambda::EventSourceMapping',
      'FunctionName',
      'event-source',
    ),
    ...samDoors(set, id),
    ...mentions(set, functions, id),
  ];
}

/** A permission that is limited to the function's own target groups is their door; any other is one of its own. */
function permissionDoors(
  set: StackSet,
  functions: InvokedFunctions,
  id: Id,
  groups: readonly Id[],
): Door[] {
  const resources = new Map(
    set.ofType((type) => type === 'AWS::Lambda::Permission').map((each) => [each.id, each]),
  );
  return buildPermissions(set, functions)
    .filter(({ invoked }) => invoked.function === id)
    .filter((each) => invokes(resources.get(each.id)))
    .filter(({ id: permission, balancers, targetGroups }) => {
      const own =
        balancers === true &&
        readText(resources.get(permission)?.get('Principal')) !== '*' &&
        targetGroups !== undefined &&
        [...targetGroups.yes, ...targetGroups.maybe].every((group) => groups.includes(group)) &&
        targetGroups.yes.length > 0;
      return !own || !namesOneGroup(resources.get(permission));
    })
    .map(({ id: at, perhaps }) => ({ name: `permission ${at}`, at, perhaps: perhaps?.unknown }));
}

function invokes(permission: Resource | undefined): boolean {
  const action = readText(permission?.get('Action'));
  return typeof action !== 'string' || INVOKING.test(action);
}

/**
 * Limited to one target group of one account: an ARN with a wildcard in the group's name speaks of groups that are not
 * in the templates. One with a wildcard anywhere has to come with the account, as "Use Lambda functions as targets of
 * an Application Load Balancer" asks; an exact one holds it.
 */
function namesOneGroup(permission: Resource | undefined): boolean {
  const source = permission?.get('SourceArn');
  if (source === undefined) return false;
  if (source instanceof Reference) return true;
  const isExact = !/[*?]/.test(describeValue(source));
  if (!isExact && permission?.get('SourceAccount') === undefined) return false;
  if (source instanceof Text && source.parts.some((part) => part instanceof Reference)) return true;
  const name = /:targetgroup\/([^/]+)\//.exec(describeValue(source))?.[1];
  return name !== undefined && !/[*?]/.test(name);
}

function namedBy(
  set: StackSet,
  functions: InvokedFunctions,
  id: Id,
  type: string,
  property: string,
  name: string,
): Door[] {
  return set
    .ofType((candidate) => candidate === type)
    .filter((resource) => functions.find(resource.get(property))?.function === id)
    .map((resource) => ({ name: `${name} ${resource.id}`, at: resource.id }));
}

/** SAM states the doors on the function itself. */
function samDoors(set: StackSet, id: Id): Door[] {
  return set
    .ofType((type) => type === 'AWS::Serverless::Function')
    .filter((resource) => resource.id === id)
    .flatMap((resource) => {
      const events = resource.get('Events');
      return [
        ...(resource.get('FunctionUrlConfig') === undefined ? [] : [{ name: `url ${id}`, at: id }]),
        ...(isMap(events) ? Object.keys(events) : []).map((event) => ({
          name: `event-source ${id}.${event}`,
          at: id,
        })),
      ];
    });
}

/** Whatever else names the function. Only what may do so by its text is looked at closely. */
function mentions(set: StackSet, functions: InvokedFunctions, id: Id): Door[] {
  const words = [splitId(id).logicalId, functions.nameOf(id), 'Fn::ImportValue'].filter(
    (word) => word !== undefined,
  );
  const opens = (type: string) =>
    Object.hasOwn(INVOKERS, type) ||
    (!HARMLESS.test(type) && !isTargetGroup(type) && !isFunction(type));
  return set
    .withWords(words)
    .filter(({ type }) => opens(type))
    .filter((resource) => speaksOf(invokingPart(resource), functions, id))
    .map((resource) => ({ name: `${resource.type} ${resource.id}`, at: resource.id }));
}

function invokingPart(resource: Resource): Value {
  const names = INVOKERS[resource.type];
  return names ? names.map((name) => resource.get(name) ?? null) : resource.all();
}

function speaksOf(value: Value, functions: InvokedFunctions, id: Id): boolean {
  if (isList(value)) return value.some((item) => speaksOf(item, functions, id));
  if (isMap(value)) return Object.values(value).some((item) => speaksOf(item, functions, id));
  if (functions.find(value)?.function === id) {
    return value instanceof Reference || describeValue(value).includes(':function:');
  }
  // Inside a longer text, as in an integration's URI.
  return (
    value instanceof Text &&
    value.parts.some((part) => part instanceof Reference && part.resource === id)
  );
}
