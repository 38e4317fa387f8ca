import type { Id, OrUnknown, Permission } from '../../model/network.ts';
import { entry, type Resource } from '../../template/resource.ts';
import type { StackSet } from '../../template/system.ts';
import { describeValue, isMap, Reference, Text } from '../../template/value.ts';
import { readExpansion } from '../read/expansions.ts';
import { readText, unknownBecause } from '../read/read-value.ts';
import { ApiCallers, callersOfUrl, leadsCallers } from './api-callers.ts';
import type { Door } from './door.ts';
import { InvokedFunctions } from './invoked-functions.ts';
import { isInvoking } from './invoking-statement.ts';
import { mentionsOf } from './mentions.ts';
import { onePerWay } from './one-per-way.ts';
import { buildPermissions } from './permissions.ts';
import { buildTargetGroups, canHoldFunction, isTargetGroup } from './target-groups.ts';

/**
 * Every door of a function: the target groups that it is in, every permission beyond them, function URLs, event
 * sources, and whatever else in the templates names it.
 * "Invoking Lambda functions", "Using resource-based policies in Lambda".
 */
export function listDoors(set: StackSet, id: Id): Door[] {
  const functions = new InvokedFunctions(set);
  const groups = targetGroupDoors(set, functions, id);
  const own = groups.filter(({ perhaps }) => perhaps === undefined).map(({ at }) => at);
  const expansion = readExpansion(set);
  return [
    ...(expansion ? [{ name: expansion.id, at: expansion.id, perhaps: expansion.unknown }] : []),
    ...groups,
    ...onePerWay(set, permissionDoors(set, functions, id, own), [
      ...NAMING.flatMap((naming) => namedBy(set, functions, id, naming)),
      ...samDoors(set, id),
      ...withCallers(set, mentionsOf(set, functions, id)),
    ]),
  ];
}

function targetGroupDoors(set: StackSet, functions: InvokedFunctions, id: Id): Door[] {
  const mayHold = new Set(
    set
      .ofType(isTargetGroup)
      .filter((group) => canHoldFunction(group, functions))
      .map((group) => group.id),
  );
  return [...buildTargetGroups(set, functions).values()].flatMap(
    ({ id: at, targets, perhapsMore }) => {
      const door = { name: `load-balancer ${at}`, at };
      if (targets.some((target) => target.function === id)) return [door];
      return perhapsMore && mayHold.has(at) ? [{ ...door, perhaps: perhapsMore.unknown }] : [];
    },
  );
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
  return buildPermissions(set, functions).flatMap((permission): Door[] => {
    const resource = resources.get(permission.id);
    if (!resource || permission.invoked.function !== id) return [];
    const action = readText(resource.get('Action'));
    if (typeof action === 'string' && !isInvoking(action)) return [];
    const isOwn = isOnlyOf(groups, permission, resource);
    if (isOwn === true) return [];
    const unknowns = [permission.perhaps, isOwn, action];
    const perhaps = unknowns.find((each) => typeof each === 'object')?.unknown;
    return [{ name: `permission ${permission.id}`, at: permission.id, perhaps }];
  });
}

/** Whether a permission lets in nothing but load balancers, and those only by these target groups. */
function isOnlyOf(
  groups: readonly Id[],
  { balancers, targetGroups }: Permission,
  resource: Resource,
): OrUnknown<boolean> {
  if (balancers === false || readText(resource.get('Principal')) === '*') return false;
  if (!targetGroups) return false;
  const { yes, perhaps } = targetGroups;
  const isOwn = (group: Id) => groups.includes(group);
  if (!yes.every(isOwn) || ![...yes, ...perhaps].some(isOwn)) return false;
  if (yes.length > 0 && perhaps.every(isOwn)) {
    return namesOneGroup(resource) && balancers;
  }
  return { unknown: `whether ${resource.id} is limited to ${groups.join(' or ')}` };
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

/** Who may use what leads the callers of an API on. */
function withCallers(set: StackSet, doors: readonly Door[]): Door[] {
  const callers = new ApiCallers(set);
  const uses = new Map(set.thatMayExist(leadsCallers).map((use) => [use.id, use]));
  return doors.map((door) => {
    const use = uses.get(door.at);
    return use ? { ...door, admits: callers.of(use) } : door;
  });
}

/** Resources that name the function whose door they are. */
const NAMING = [
  { type: 'AWS::Lambda::Url', property: 'TargetFunctionArn', name: 'url' },
  { type: 'AWS::Lambda::EventSourceMapping', property: 'FunctionName', name: 'event-source' },
];

function namedBy(
  set: StackSet,
  functions: InvokedFunctions,
  id: Id,
  { type, property, name }: (typeof NAMING)[number],
): Door[] {
  return set
    .ofType((candidate) => candidate === type)
    .flatMap((resource) => {
      const value = resource.get(property);
      const found = functions.find(value);
      const unknown = functions.perhapsNames(value, `of which function ${resource.id} is`, id);
      if (found?.function !== id && !unknown) return [];
      const admits = name === 'url' ? callersOfUrl(resource.get('AuthType')) : undefined;
      const at = resource.id;
      return [{ name: `${name} ${at}`, at, perhaps: unknown?.unknown, admits }];
    });
}

/** SAM states the doors on the function itself, or in a connector that names it by its logical id. */
function samDoors(set: StackSet, id: Id): Door[] {
  const onFunction = set
    .ofType((type) => type === 'AWS::Serverless::Function')
    .filter((resource) => resource.id === id)
    .flatMap((resource): Door[] => {
      const events = resource.get('Events');
      const admits = callersOfUrl(resource.get('FunctionUrlConfig', 'AuthType'));
      const url = { name: `url ${id}`, at: id, admits };
      const unknownEvents =
        events === undefined || isMap(events) ? undefined : unknownBecause(events);
      return [
        ...(resource.get('FunctionUrlConfig') === undefined ? [] : [url]),
        ...(isMap(events) ? Object.keys(events) : []).map((event) => ({
          name: `event-source ${id}.${event}`,
          at: id,
        })),
        ...(unknownEvents
          ? [{ name: `event-source ${id}`, at: id, perhaps: unknownEvents.unknown }]
          : []),
      ];
    });
  const connectors = set
    .ofType((type) => type === CONNECTOR)
    .filter((connector) =>
      [connector.get('Destination') ?? []].flat().some((destination) => {
        const named = entry(destination, ['Id']);
        return typeof named === 'string' && connector.stack.id(named) === id;
      }),
    )
    .map((connector) => ({ name: `${CONNECTOR} ${connector.id}`, at: connector.id }));
  return [...onFunction, ...connectors];
}

/** "AWS SAM connectors": lets its source invoke a function that is its destination. */
const CONNECTOR = 'AWS::Serverless::Connector';
