import { InputError } from '@private-lambda/command-line/input-error';
import type { Command } from 'commander';
import { loadSystem, type System, type SystemInput } from '../template/system.ts';

/** "CreateStack": what a stack can be named. */
const STACK_NAME = /^[A-Za-z][A-Za-z0-9-]*$/;

/** The options with which every command is given the system. */
export interface SystemOptions {
  readonly stack: readonly string[];
  readonly region?: string;
  readonly inventory?: string;
  readonly param?: readonly string[];
}

export function addSystemOptions(command: Command): Command {
  return command
    .requiredOption('--stack <NAME=FILE>', 'a stack and its template; repeatable', collect)
    .option(
      '--region <region>',
      'Region of the stacks (default: that of the inventory, or us-east-1)',
    )
    .option(
      '--inventory <FILE>',
      'what the account has in and around one VPC, as npm run inventory writes it',
    )
    .option('--param <STACK.Name=VALUE>', "value of a stack's parameter; repeatable", collect);
}

/** @throws InputError for options that are not of their form, and for everything `loadSystem` refuses */
export async function readSystem(options: SystemOptions): Promise<System> {
  return loadSystem(readSystemInput(options));
}

/** @throws InputError for options that are not of their form */
export function readSystemInput({
  stack,
  region,
  inventory,
  param = [],
}: SystemOptions): SystemInput {
  const stacks = stack.map((text) => {
    const equals = text.indexOf('=');
    if (equals < 1 || equals === text.length - 1) {
      throw new InputError('REACH_STACK_FORM', `--stack ${text}: expected NAME=FILE`);
    }
    const name = text.slice(0, equals);
    if (!STACK_NAME.test(name)) {
      throw new InputError(
        'REACH_STACK_NAME',
        `--stack ${text}: ${name} is not the name of a stack; expected a letter, then letters, digits and hyphens`,
      );
    }
    return { name, file: text.slice(equals + 1) };
  });
  if (region !== undefined && !/^[a-z]{2}(-[a-z]+)+-\d+$/.test(region)) {
    throw new InputError('REACH_REGION_FORM', `--region ${region}: not the name of a Region`);
  }
  return {
    stacks,
    parameters: readParameters(param),
    ...(region === undefined ? {} : { region }),
    ...(inventory === undefined ? {} : { inventory }),
  };
}

function readParameters(texts: readonly string[]): Map<string, Map<string, string>> {
  const parameters = new Map<string, Map<string, string>>();
  for (const text of texts) {
    const match = /^([A-Za-z][\w-]*)\.(\w+)=(.*)$/s.exec(text);
    const [, stack, name, value] = match ?? [];
    if (stack === undefined || name === undefined || value === undefined) {
      throw new InputError('REACH_PARAM_FORM', `--param ${text}: expected STACK.Name=VALUE`);
    }
    const values = parameters.get(stack) ?? new Map<string, string>();
    parameters.set(stack, values.set(name, value));
  }
  return parameters;
}

export function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}
