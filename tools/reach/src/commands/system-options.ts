import { InputError } from '@private-lambda/command-line/input-error';
import { visibleText } from '@private-lambda/command-line/visible-text';
import type { Command } from 'commander';
import { loadSystem, type SystemInput } from '../loading/load-system.ts';
import type { System } from '../template/system.ts';
import { byStack, type ParameterEntry, readParameter } from './parameter-options.ts';

/** "CreateStack": what a stack can be named, in at most 128 characters. */
const STACK_NAME = /^[A-Za-z][A-Za-z0-9-]{0,127}$/;

/** The options with which every command is given the system. */
export interface SystemOptions {
  readonly stack: readonly string[];
  readonly region?: string;
  readonly inventory?: string;
  readonly param?: readonly string[];
  readonly params?: readonly string[];
  readonly nested?: readonly string[];
}

export function addSystemOptions(command: Command): Command {
  return addSettingOptions(
    command
      .requiredOption('--stack <NAME=FILE>', 'a stack and its template; repeatable', collect)
      .option('--nested <STACK/LogicalId=FILE>', "a nested stack's template; repeatable", collect),
  );
}

/** What all stacks share, and the values of their parameters. */
export function addSettingOptions(command: Command): Command {
  return command
    .option(
      '--region <region>',
      'Region of the stacks (default: that of the inventory, or us-east-1)',
    )
    .option(
      '--inventory <FILE>',
      'what the account has in and around one VPC, as npm run inventory writes it',
    )
    .option('--param <STACK.Name=VALUE>', "value of a stack's parameter; repeatable", collect)
    .option('--params <FILE>', 'a file of such values, YAML or JSON; repeatable', collect);
}

/** @throws InputError for options that are not of their form, and for everything `loadSystem` refuses */
export async function readSystem(options: SystemOptions): Promise<System> {
  return loadSystem(await readSystemInput(options));
}

/** @throws InputError for options that are not of their form */
export async function readSystemInput(options: SystemOptions): Promise<SystemInput> {
  const { stack, region, inventory, param = [], params = [], nested = [] } = options;
  if (region !== undefined && !/^[a-z]{2}(-[a-z]+)+-\d+$/.test(region)) {
    throw new InputError('REACH_REGION_FORM', `--region ${region}: not the name of a Region`);
  }
  const entries = [...(await readFiles(params)), ...param.map(readParameter)];
  return {
    stacks: stack.map(readStack),
    nested: nested.map(readNested),
    parameters: byStack(entries),
    warn: (line) => process.stderr.write(`warning: ${visibleText(line)}\n`),
    ...(region === undefined ? {} : { region }),
    ...(inventory === undefined ? {} : { inventory }),
  };
}

/** The YAML parser is loaded when it is needed. */
async function readFiles(files: readonly string[]): Promise<ParameterEntry[]> {
  if (files.length === 0) return [];
  const { readParameterFile } = await import('./parameter-file.ts');
  return files.flatMap(readParameterFile);
}

function readStack(text: string): { name: string; file: string } {
  const found = readNameAndFile(text);
  if (!found) throw new InputError('REACH_STACK_FORM', `--stack ${text}: expected NAME=FILE`);
  if (!STACK_NAME.test(found.name)) {
    throw new InputError(
      'REACH_STACK_NAME',
      `--stack ${text}: ${found.name} is not the name of a stack; expected a letter, then letters, digits and hyphens, at most 128`,
    );
  }
  return found;
}

/** @throws InputError `REACH_NESTED_FORM` */
export function readNested(text: string): { name: string; file: string } {
  const found = readNameAndFile(text);
  if (!found || !/^[^/]+(\/[A-Za-z0-9]+)+$/.test(found.name)) {
    throw new InputError(
      'REACH_NESTED_FORM',
      `--nested ${text}: expected STACK/LogicalId=FILE, such as app/Child=child.yaml`,
    );
  }
  return found;
}

function readNameAndFile(text: string): { name: string; file: string } | undefined {
  const equals = text.indexOf('=');
  if (equals < 1 || equals === text.length - 1) return undefined;
  return { name: text.slice(0, equals), file: text.slice(equals + 1) };
}

export function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}
