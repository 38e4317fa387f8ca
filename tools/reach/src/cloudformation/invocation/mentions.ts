import type { Id } from '../../model/network.ts';
import { splitId } from '../../template/logical-id.ts';
import type { Resource } from '../../template/resource.ts';
import type { StackSet } from '../../template/system.ts';
import {
  describeValue,
  isList,
  isMap,
  Reference,
  textParts,
  type Value,
} from '../../template/value.ts';
import { classOf } from '../types/resource-class.ts';
import { type AttachingValue, attachingValues } from '../types/resource-table.ts';
import type { Door } from './door.ts';
import { type InvokedFunctions, isFunction } from './invoked-functions.ts';
import { invokedByStatement, isStatement } from './invoking-statement.ts';
import { isTargetGroup } from './target-groups.ts';
import { mayHaveTargets, targetsOf, unreadTarget } from './unread-targets.ts';

/** Resources that speak of a function and open nothing to it, or are read as doors of another kind. */
const HARMLESS =
  /^AWS::(CloudWatch|Logs)::|^AWS::SSM::Parameter$|^AWS::Lambda::(Version|Alias|EventInvokeConfig|Permission|Url|EventSourceMapping)$/;

/** Types of these that can invoke a function, with the properties that name it. */
const INVOKERS: Readonly<Record<string, readonly string[]>> = {
  'AWS::CloudWatch::Alarm': ['AlarmActions', 'OKActions', 'InsufficientDataActions'],
  'AWS::CloudWatch::CompositeAlarm': ['AlarmActions', 'OKActions', 'InsufficientDataActions'],
  'AWS::Lambda::EventInvokeConfig': ['DestinationConfig'],
  'AWS::Logs::AccountPolicy': ['PolicyDocument'],
  'AWS::Logs::SubscriptionFilter': ['DestinationArn'],
  'AWS::Serverless::Function': ['EventInvokeConfig', 'Policies'],
};

/** Whatever names a function beyond what is read as a door of another kind. */
export function mentionsOf(set: StackSet, functions: InvokedFunctions, id: Id): Door[] {
  const certain = set
    .withWords(wordsFor(set, functions, id))
    .filter(({ type }) => opens(type))
    .filter((resource) => mentions(invokingPart(resource), functions, id))
    .map((resource) => doorOf(resource));
  const known = new Set(certain.map(({ at }) => at));
  return [...certain, ...possibleMentions(set, functions, id).filter(({ at }) => !known.has(at))];
}

/** One of these stands in whatever names the function, before the template's functions are carried out. */
function wordsFor(set: StackSet, functions: InvokedFunctions, id: Id): string[] {
  const name = functions.nameOf(id);
  const own = [id, ...functions.qualifiedOf(id)].map((each) => splitId(each).logicalId);
  const passed = [...set.stacks.values()].flatMap((stack) =>
    Object.keys(stack.template.parameters).filter((parameter) =>
      mentions(stack.parameter(parameter) ?? null, functions, id),
    ),
  );
  const indirect = [':function:', 'Fn::ImportValue', 'Outputs.', 'resolve:ssm'];
  return [...own, ...passed, ...indirect, ...(name === undefined ? [] : [name])];
}

function opens(type: string): boolean {
  const isInvoker = Object.hasOwn(INVOKERS, type);
  return isInvoker || (!HARMLESS.test(type) && !isTargetGroup(type) && !isFunction(type));
}

function invokingPart(resource: Resource): Value {
  const names = INVOKERS[resource.type];
  return names ? names.map((name) => resource.get(name) ?? null) : resource.all();
}

function doorOf({ id, type }: Resource, perhaps?: string): Door {
  const door = { name: `${type} ${id}`, at: id };
  return perhaps === undefined ? door : { ...door, perhaps };
}

/** What is not modelled may name a function by its name alone, or by a value that is not known. */
function possibleMentions(set: StackSet, functions: InvokedFunctions, id: Id): Door[] {
  const doors = set
    .thatMayExist((type) => mayInvoke(type) || mayHaveTargets(type))
    .flatMap((resource) => {
      const values = [
        ...(mayInvoke(resource.type) ? attachingValues(resource) : []),
        ...targetsOf(resource),
      ];
      const [named] = values.flatMap(
        (each) => perhapsMentions(resource, each, functions, id) ?? [],
      );
      const unknown = named ?? unreadTarget(resource);
      return unknown === undefined
        ? []
        : [{ type: resource.type, door: doorOf(resource, unknown) }];
    });
  const types = new Set(doors.map(({ type }) => type));
  const existing = new Set(set.ofType((type) => types.has(type)).map((resource) => resource.id));
  return doors.flatMap(({ door }) => (existing.has(door.at) ? [door] : []));
}

/** It names a CloudFront function, which is none of Lambda's. */
const EDGE_FUNCTION = /\.FunctionAssociations\./;

function perhapsMentions(
  resource: Resource,
  { name, path, value }: AttachingValue,
  functions: InvokedFunctions,
  id: Id,
): string | undefined {
  const own = functions.nameOf(id);
  if (own !== undefined && hasWord(describeValue(value), own)) {
    return `${resource.id} has its name in a text`;
  }
  const isOfFunction =
    (/Lambda|Function/.test(`${path} ${name}`) && !EDGE_FUNCTION.test(path)) ||
    describeValue(value).includes(':function:');
  return isOfFunction
    ? functions.perhapsNames(value, `which function ${resource.id} names`, id)?.unknown
    : undefined;
}

function mayInvoke(type: string): boolean {
  return !HARMLESS.test(type) && ['attached', 'unlisted', 'custom'].includes(classOf(type));
}

/** Letters of a function's name: what stands beside them makes it another name. */
const NAME_LETTER = /[A-Za-z0-9_-]/;

/** @param word at whose end the text does not go on with the same word, nor at its start if that is a letter */
function hasWord(text: string, word: string): boolean {
  const goesOn = (letter = '', other = '') => NAME_LETTER.test(letter) && NAME_LETTER.test(other);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const end = at + word.length;
    if (!goesOn(text[at - 1], word[0]) && !goesOn(word.at(-1), text[end])) return true;
  }
  return false;
}

/** By reference or by ARN, also inside a longer text such as an integration's URI. */
function mentions(value: Value, functions: InvokedFunctions, id: Id): boolean {
  if (isList(value)) return value.some((item) => mentions(item, functions, id));
  if (isStatement(value)) return mentions(invokedByStatement(value), functions, id);
  if (isMap(value)) return Object.values(value).some((item) => mentions(item, functions, id));
  const isReferred = (textParts(value) ?? []).some(
    (part) => part instanceof Reference && functions.find(part)?.function === id,
  );
  if (isReferred) return true;
  const name = functions.nameOf(id);
  // A parameter may have been given the function's id.
  const names = [id, ...(name === undefined ? [] : [`:function:${name}`])];
  const text = describeValue(value);
  return names.some((each) => hasWord(text, each));
}
