import type { Evaluator } from './evaluator.ts';
import { splitId } from './logical-id.ts';
import type { ParameterDeclaration } from './template.ts';
import { describeValue, isList, splitText, textParts, UnknownValue, type Value } from './value.ts';

export type PseudoParameters = ReadonlyMap<string, Value>;

/**
 * "Pseudo parameters reference". The account's number is the one thing the templates cannot say: it stays unknown, and
 * is the same unknown in every stack.
 */
export function pseudoParameters(
  stack: string,
  region: string,
  isNested: boolean,
): PseudoParameters {
  const partition = region.startsWith('cn-')
    ? 'aws-cn'
    : region.startsWith('us-gov-')
      ? 'aws-us-gov'
      : 'aws';
  return new Map<string, Value>([
    ['AWS::AccountId', new UnknownValue('AWS::AccountId', "the account's number")],
    ['AWS::NotificationARNs', []],
    ['AWS::Partition', partition],
    ['AWS::Region', region],
    ['AWS::StackId', new UnknownValue(`${stack}/AWS::StackId`, "the stack's id")],
    // CloudFormation makes up the name of a nested stack.
    [
      'AWS::StackName',
      isNested ? new UnknownValue(`${stack}/AWS::StackName`, "the nested stack's name") : stack,
    ],
    ['AWS::URLSuffix', partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'],
  ]);
}

/** The value of a declared parameter: given, else its default; what only the deploy can say is unknown. */
export function resolveParameter(stack: Evaluator, name: string): Value | undefined {
  if (!Object.hasOwn(stack.template.parameters, name)) return undefined;
  const declaration = stack.template.parameters[name];
  if (!declaration) return undefined;
  const { type } = declaration;
  const value = stack.given(name) ?? defaultOf(declaration);
  if (value === undefined) return stack.unknown(stack.id(name), 'a parameter without a value');
  const stored = /^AWS::SSM::Parameter::Value</.test(type);
  const found = stored ? storedValue(stack, name, value) : value;
  const isList = /^(AWS::SSM::Parameter::Value<)?(CommaDelimitedList|List<)/.test(type);
  return knownIn(stack, isList ? splitList(found) : found);
}

/** A value that is the id of something in the inventory means that thing. */
function knownIn(stack: Evaluator, value: Value): Value {
  if (isList(value)) return value.map((item) => knownIn(stack, item));
  return typeof value === 'string' ? stack.known(value) : value;
}

function defaultOf({ default: value }: ParameterDeclaration): string | undefined {
  if (value === undefined || value === null) return undefined;
  return Array.isArray(value) ? value.join(',') : String(value);
}

/** A given value is the resource itself; a name is looked up in what the given stacks store ("SSM parameter types"). */
function storedValue(stack: Evaluator, name: string, value: Value): Value {
  const stored = stack.surroundings.storedValue(describeValue(value));
  if (stored !== undefined) return stored;
  const isName = typeof value === 'string' && value.startsWith('/');
  if (stack.given(name) !== undefined && !isName) return value;
  return stack.unknown(
    stack.id(name),
    'a parameter of the Parameter Store, where none of the given stacks stores it',
  );
}

function splitList(value: Value): Value {
  const parts = textParts(value);
  if (!parts || value instanceof UnknownValue) return value;
  if (parts.some((part) => part instanceof UnknownValue)) return value;
  const items = splitText(parts, ',');
  return items
    .map((item) => (typeof item === 'string' ? item.trim() : item))
    .filter((item) => item !== '' || items.length > 1);
}

/** The values that the template allows an unknown parameter to have, by the unknown's name. */
export function allowedValuesOf(stack: Evaluator, unknown: string): readonly string[] | undefined {
  const { stack: stackName, logicalId: parameter } = splitId(unknown);
  if (stackName !== stack.name) return undefined;
  if (!Object.hasOwn(stack.template.parameters, parameter)) return undefined;
  return stack.template.parameters[parameter]?.allowedValues?.map(String);
}

/** Whether a stack has this parameter, and nothing says its value: what `--param` is for. */
export function isOpenParameter(stack: Evaluator, name: string): boolean {
  const { parameters } = stack.template;
  const declaration = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  return declaration !== undefined && resolveParameter(stack, name) instanceof UnknownValue;
}
