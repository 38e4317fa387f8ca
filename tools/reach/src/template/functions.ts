import { cidrBlocks } from './cidr-blocks.ts';
import type { Evaluator } from './evaluator.ts';
import { isRecord } from './is-record.ts';
import { isModule } from './resource-declaration.ts';
import {
  describeValue,
  firstUnknown,
  isList,
  MissingResource,
  NO_VALUE,
  Reference,
  type Resolved,
  splitText,
  type TextPart,
  textParts,
  UnknownValue,
  type Value,
} from './value.ts';

type Implementation = (stack: Evaluator, argument: unknown) => Resolved;

/** "Intrinsic function reference". A function whose arguments are unknown gives an unknown that names the first one. */
const FUNCTIONS: Readonly<Record<string, Implementation>> = {
  Ref: (stack, argument) => resolveReference(stack, String(argument)),
  Condition: (stack, argument) => stack.conditions.holds(String(argument)),
  'Fn::And': evaluateCondition('Fn::And'),
  'Fn::Base64': (stack, argument) => {
    const value = stack.resolve(argument);
    return typeof value === 'string' ? Buffer.from(value).toString('base64') : value;
  },
  'Fn::Cidr': resolveCidr,
  'Fn::Equals': evaluateCondition('Fn::Equals'),
  'Fn::FindInMap': findInMap,
  'Fn::GetAtt': getAttribute,
  // Which zones an account has is its own affair; their order is fixed, and so is each one's place in it.
  'Fn::GetAZs': (stack, argument) => {
    const region = stack.resolve(argument);
    const name = region === '' || region === null ? stack.surroundings.region : region;
    return [0, 1, 2, 3, 4, 5].map((index) => `${describeValue(name)}[${index}]`);
  },
  'Fn::If': (stack, argument) => {
    const [condition, whenTrue, whenFalse] = asList(argument);
    return stack.resolveOptional(
      stack.conditions.evaluate(condition, 'of Fn::If') ? whenTrue : whenFalse,
    );
  },
  'Fn::ImportValue': (stack, argument) => stack.surroundings.importValue(stack.resolve(argument)),
  'Fn::Join': (stack, argument) => {
    const [delimiter, list] = asList(argument);
    const text = join(stack, String(delimiter ?? ''), stack.resolve(list));
    return typeof text === 'string' ? stack.resolve(text) : text;
  },
  'Fn::Length': (stack, argument) => {
    const list = stack.resolve(argument);
    return isList(list) ? list.length : unknownResult(stack, 'Fn::Length', list);
  },
  'Fn::Not': evaluateCondition('Fn::Not'),
  'Fn::Or': evaluateCondition('Fn::Or'),
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::Sub': substitute,
  'Fn::ToJsonString': (stack, argument) => {
    const value = stack.resolve(argument);
    return firstUnknown(value)
      ? unknownResult(stack, 'Fn::ToJsonString', value)
      : JSON.stringify(value);
  },
};

/** Carries out one function; undefined when the name is none. */
export function resolveFunction(
  stack: Evaluator,
  name: string,
  argument: unknown,
): Resolved | undefined {
  const implementation = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (implementation) return implementation(stack, argument);
  return name.startsWith('Fn::') ? unknownResult(stack, name, JSON.stringify(argument)) : undefined;
}

function resolveReference(stack: Evaluator, name: string): Resolved {
  if (name === 'AWS::NoValue') return NO_VALUE;
  const known = stack.pseudo.get(name) ?? stack.parameter(name);
  if (known !== undefined) return known;
  if (stack.has(name))
    return unknownByTemplate(stack, name) ?? new Reference(stack.id(name), 'Ref');
  return missing(stack, name);
}

function getAttribute(stack: Evaluator, argument: unknown): Value {
  const [first, ...rest] =
    typeof argument === 'string' ? argument.split('.') : asList(argument).map(String);
  const logicalId = first ?? '';
  const attribute = rest.join('.');
  if (!stack.has(logicalId)) return missing(stack, logicalId);
  const nested = nestedOutput(stack, logicalId, attribute);
  if (nested !== undefined) return nested;
  const own = unknownByTemplate(stack, logicalId, attribute);
  if (own) return own;
  // Many attributes only repeat a property (Vpc.CidrBlock, Subnet.AvailabilityZone).
  const declaration = stack.declaration(logicalId);
  const properties = declaration?.properties ?? {};
  const property = OTHER_NAMES[`${declaration?.type}.${attribute}`] ?? attribute;
  if (Object.hasOwn(properties, property)) {
    const value = stack.resolveAttribute(logicalId, attribute, properties[property]);
    if (value !== NO_VALUE) return value;
  }
  return new Reference(stack.id(logicalId), attribute);
}

/** "AWS::CloudFormation::Stack": `Outputs.<Name>` is the output of the nested stack, where its template is given. */
function nestedOutput(stack: Evaluator, logicalId: string, attribute: string): Value | undefined {
  const id = stack.id(logicalId);
  const nested = stack.surroundings.nestedStack(id);
  if (!nested || !attribute.startsWith('Outputs.')) return undefined;
  const name = attribute.slice('Outputs.'.length);
  return (
    nested.output(name) ??
    new MissingResource(`${id}.${attribute}`, 'no output of the nested stack')
  );
}

/**
 * "Custom resources", "AWS::CloudFormation::Stack": what their own program or template answers may be anything, a list
 * as well as a text.
 */
function unknownByTemplate(
  stack: Evaluator,
  logicalId: string,
  attribute?: string,
): UnknownValue | undefined {
  const type = stack.declaration(logicalId)?.type ?? '';
  const isCustom = !type.startsWith('AWS::') || type === 'AWS::CloudFormation::CustomResource';
  if (!isCustom && !attribute?.startsWith('Outputs.')) return undefined;
  const id = stack.id(logicalId);
  const name = attribute === undefined ? id : `${id}.${attribute}`;
  return new UnknownValue(name, 'settled by the deploy', name);
}

/** Attributes that repeat a property under another name. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'AWS::EC2::Instance.PrivateIp': 'PrivateIpAddress',
  'AWS::EC2::NetworkInterface.PrimaryPrivateIpAddress': 'PrivateIpAddress',
};

function missing(stack: Evaluator, logicalId: string): UnknownValue {
  const id = stack.id(logicalId);
  if (stack.declaration(logicalId))
    return new MissingResource(id, 'a resource whose condition is false');
  return isOfModule(stack, logicalId)
    ? new UnknownValue(id, 'a resource of a module')
    : new MissingResource(id, 'neither a parameter nor a resource of the template');
}

/** "Reference module resources": by the module's logical id before their own. */
function isOfModule(stack: Evaluator, logicalId: string): boolean {
  for (let length = 1; length < Math.min(logicalId.length, MAX_ID); length += 1) {
    if (isModule(stack.declaration(logicalId.slice(0, length))?.type ?? '')) return true;
  }
  return false;
}

/** "CloudFormation quotas": characters of a logical id. */
const MAX_ID = 255;

function join(stack: Evaluator, delimiter: string, list: Value): Value {
  if (!isList(list)) return list;
  const parts: TextPart[] = [];
  for (const [index, item] of list.entries()) {
    const itemParts = isList(item) ? textParts(join(stack, delimiter, item)) : textParts(item);
    if (index > 0) parts.push(delimiter);
    if (itemParts) parts.push(...itemParts);
  }
  return stack.join(parts);
}

/** A reference never contains a delimiter. An unknown may, so that a text with one is split nowhere. */
function split(stack: Evaluator, argument: unknown): Value {
  const [delimiter, source] = asList(argument);
  const value = stack.resolve(source);
  const parts = textParts(value);
  if (
    !parts ||
    typeof delimiter !== 'string' ||
    parts.some((part) => part instanceof UnknownValue)
  ) {
    return unknownResult(stack, 'Fn::Split', value);
  }
  return splitText(parts, delimiter);
}

function select(stack: Evaluator, argument: unknown): Resolved {
  const [rawIndex, rawList] = asList(argument);
  const index = stack.resolve(rawIndex);
  const list = stack.resolve(rawList);
  if (firstUnknown(index)) return unknownResult(stack, 'Fn::Select', [index, list]);
  if (list instanceof UnknownValue) {
    return stack.unknown(`${list.name}[${describeValue(index)}]`, list.why, list.source);
  }
  if (!isList(list)) return unknownResult(stack, 'Fn::Select', [index, list]);
  return list[Number(index)] ?? unknownResult(stack, 'Fn::Select', [index, list]);
}

function findInMap(stack: Evaluator, argument: unknown): Resolved {
  const [map, first, second, options] = asList(argument);
  const keys = [map, first, second].map((key) => stack.resolve(key));
  if (firstUnknown(keys)) return unknownResult(stack, 'Fn::FindInMap', keys);
  let found: unknown = stack.template.mappings;
  for (const key of keys) {
    const name = describeValue(key);
    found = isRecord(found) && Object.hasOwn(found, name) ? found[name] : undefined;
  }
  if (found !== undefined) return stack.resolveOptional(found);
  if (isRecord(options) && 'DefaultValue' in options) {
    return stack.resolveOptional(options['DefaultValue']);
  }
  return new UnknownValue(
    `${stack.name}/${keys.map(describeValue).join('.')}`,
    'an entry that the mapping does not have',
  );
}

/** `Fn::Sub` with its variables, if any; `${!Literal}` stays as `${Literal}`. */
function substitute(stack: Evaluator, argument: unknown): Value {
  const [template, rawVariables] = Array.isArray(argument) ? argument : [argument, {}];
  const variables = isRecord(rawVariables) ? rawVariables : {};
  const parts: TextPart[] = [];
  // Literal text and `${…}` alternate.
  for (const [index, piece] of String(template)
    .split(/\$\{([^{}]*)\}/)
    .entries()) {
    if (index % 2 === 0) parts.push(piece);
    else parts.push(...substituteOne(stack, piece.trim(), variables));
  }
  const text = stack.join(parts);
  return typeof text === 'string' ? stack.resolve(text) : text;
}

function substituteOne(
  stack: Evaluator,
  name: string,
  variables: Record<string, unknown>,
): readonly TextPart[] {
  if (name.startsWith('!')) return [`\${${name.slice(1)}}`];
  const value = Object.hasOwn(variables, name)
    ? stack.resolve(variables[name])
    : name.includes('.')
      ? getAttribute(stack, name)
      : resolveReference(stack, name);
  if (value === NO_VALUE) return [];
  return textParts(value) ?? [unknownResult(stack, 'Fn::Sub', value)];
}

function resolveCidr(stack: Evaluator, argument: unknown): Value {
  const values = asList(argument).map((item) => stack.resolve(item));
  const [block, count, bits = 8] = values;
  const blocks = firstUnknown(values)
    ? undefined
    : cidrBlocks(String(block), Number(count), Number(bits));
  return blocks ?? unknownResult(stack, 'Fn::Cidr', values);
}

function evaluateCondition(name: string): Implementation {
  return (stack, argument) => stack.conditions.evaluate({ [name]: argument }, 'in place');
}

/**
 * A result that only the deploy can say. Equal arguments give the same unknown, and it is blamed on the first thing
 * among them that nobody has given.
 */
function unknownResult(stack: Evaluator, name: string, argument: Value): UnknownValue {
  const identity = `${stack.name}/${name}(${describeValue(argument)})`;
  const cause = firstUnknown(argument);
  return cause
    ? new UnknownValue(identity, cause.why, cause.source)
    : new UnknownValue(identity, 'not settled before a deploy');
}

function asList(argument: unknown): readonly unknown[] {
  return Array.isArray(argument) ? argument : [argument];
}
