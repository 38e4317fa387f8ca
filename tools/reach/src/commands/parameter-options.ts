import { InputError } from '@private-lambda/command-line/input-error';

/** The value of one parameter of one stack. */
export interface ParameterEntry {
  readonly stack: string;
  readonly name: string;
  readonly value: string;
}

/** @throws InputError `REACH_PARAM_FORM` for what is not STACK.Name=VALUE */
export function readParameter(text: string): ParameterEntry {
  const equals = text.indexOf('=');
  const place = equals < 0 ? undefined : readPlace(text.slice(0, equals));
  if (!place) {
    throw new InputError('REACH_PARAM_FORM', `--param ${text}: expected STACK.Name=VALUE`);
  }
  return { ...place, value: text.slice(equals + 1) };
}

/** @returns undefined for what is not STACK.Name */
export function readPlace(text: string): Pick<ParameterEntry, 'stack' | 'name'> | undefined {
  const [, stack, name] = /^([A-Za-z][\w/-]*)\.(\w+)$/.exec(text) ?? [];
  return stack === undefined || name === undefined ? undefined : { stack, name };
}

/** By stack and name; a later value stands for an earlier one. */
export function byStack(entries: readonly ParameterEntry[]): Map<string, Map<string, string>> {
  const parameters = new Map<string, Map<string, string>>();
  for (const { stack, name, value } of entries) {
    const values = parameters.get(stack) ?? new Map<string, string>();
    parameters.set(stack, values.set(name, value));
  }
  return parameters;
}
