import type { Stack } from './stack.ts';
import { Unknown, type Value } from './value.ts';

export type PseudoParameters = ReadonlyMap<string, Value>;

/**
 * "Pseudo parameters reference". The account's number is the one thing the templates cannot say: it stays unknown, and
 * is the same unknown in every stack.
 */
export function pseudoParameters(stack: string, region: string): PseudoParameters {
  const partition = region.startsWith('cn-')
    ? 'aws-cn'
    : region.startsWith('us-gov-')
      ? 'aws-us-gov'
      : 'aws';
  return new Map<string, Value>([
    ['AWS::AccountId', new Unknown('AWS::AccountId', "the account's number")],
    ['AWS::NotificationARNs', []],
    ['AWS::Partition', partition],
    ['AWS::Region', region],
    ['AWS::StackId', new Unknown(`${stack}/AWS::StackId`, "the stack's id")],
    ['AWS::StackName', stack],
    ['AWS::URLSuffix', partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'],
  ]);
}

/** The value of a declared parameter: given, else its default; what only the deploy can say is unknown. */
export function resolveParameter(stack: Stack, name: string): Value | undefined {
  if (!Object.hasOwn(stack.template.parameters, name)) return undefined;
  const declaration = stack.template.parameters[name];
  if (!declaration) return undefined;
  const given = stack.given.get(name);
  const isList = /^(AWS::SSM::Parameter::Value<)?(CommaDelimitedList|List<)/.test(declaration.type);
  if (given === undefined && declaration.type.startsWith('AWS::SSM::Parameter::Value<')) {
    return stack.unknown(stack.id(name), 'a parameter that is read from the Parameter Store');
  }
  const value = given ?? declaration.default;
  if (value === undefined || value === null) {
    return stack.unknown(stack.id(name), 'a parameter without a value');
  }
  if (!isList) return stack.known(String(value));
  const text = Array.isArray(value) ? value.join(',') : String(value);
  return text === '' ? [] : text.split(',').map((item) => stack.known(item.trim()));
}

/** The values that the template allows an unknown parameter to have, by the unknown's name. */
export function allowedValuesOf(stack: Stack, unknown: string): readonly string[] | undefined {
  const [stackName, parameter] = unknown.split('/');
  if (stackName !== stack.name || parameter === undefined) return undefined;
  if (!Object.hasOwn(stack.template.parameters, parameter)) return undefined;
  return stack.template.parameters[parameter]?.allowedValues?.map(String);
}
