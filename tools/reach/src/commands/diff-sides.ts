import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InputError } from '@private-lambda/command-line/input-error';
import type { Command } from 'commander';
import { loadSystem } from '../loading/load-system.ts';
import type { System } from '../template/system.ts';
import { collect, readNested, readSystemInput, type SystemOptions } from './system-options.ts';

/** The options that give a system before and after a change. */
export interface SidesOptions extends Omit<SystemOptions, 'stack'> {
  readonly before?: string;
  readonly after?: string;
  readonly beforeStack?: readonly string[];
  readonly afterStack?: readonly string[];
  readonly beforeNested?: readonly string[];
  readonly afterNested?: readonly string[];
}

/** More files than these in a folder are no system. */
const MAX_FILES = 500;

const TEMPLATE = /(\.template)?\.(json|ya?ml|template)$/;

export function addSidesOptions(command: Command): Command {
  return command
    .option('--before <dir>', 'a folder with the templates before, each a stack by its file name')
    .option('--after <dir>', 'the same after the change')
    .option('--before-stack <NAME=FILE>', 'a stack before the change; repeatable', collect)
    .option('--after-stack <NAME=FILE>', 'a stack after the change; repeatable', collect)
    .option('--before-nested <STACK/LogicalId=FILE>', 'one before the change; repeatable', collect)
    .option('--after-nested <STACK/LogicalId=FILE>', 'one after the change; repeatable', collect);
}

/** @throws InputError `REACH_DIFF_SIDE`, `REACH_PARAM_UNKNOWN`, and for everything `loadSystem` refuses */
export async function readSides(options: SidesOptions): Promise<{
  readonly before: System;
  readonly after: System;
}> {
  const [before, after] = await Promise.all([
    loadSide(options, {
      option: '--before',
      folder: options.before,
      stacks: options.beforeStack,
      nested: options.beforeNested,
    }),
    loadSide(options, {
      option: '--after',
      folder: options.after,
      stacks: options.afterStack,
      nested: options.afterNested,
    }),
  ]);
  const { parameters = new Map() } = await readSystemInput({ ...options, stack: [] });
  refuseStrangeParameters(parameters, [before, after]);
  return {
    before: withParameters(before, parameters),
    after: withParameters(after, parameters),
  };
}

/** What the command line says about one side. */
interface SideOptions {
  readonly option: string;
  readonly folder: string | undefined;
  readonly stacks: readonly string[] | undefined;
  readonly nested: readonly string[] | undefined;
}

async function loadSide(
  options: SidesOptions,
  { option, folder, stacks = [], nested: ownNested = [] }: SideOptions,
): Promise<System> {
  const shared = (options.nested ?? []).flatMap((text) => nestedIn(option, folder, text));
  const nested = [...shared, ...ownNested];
  const files = new Set(nested.map((text) => resolve(readNested(text).file)));
  const found = folder === undefined ? [] : stacksOf(option, folder, files);
  const stack = [...found, ...stacks];
  if (stack.length === 0) {
    const message = `${option}: no templates; expected ${option} DIR, or ${option}-stack NAME=FILE`;
    throw new InputError('REACH_DIFF_SIDE', message);
  }
  const { parameters: _, ...input } = await readSystemInput({ ...options, stack, nested });
  return loadSystem(input);
}

/** A nested stack that is new, or gone, has its template on one side only. */
function nestedIn(option: string, folder: string | undefined, text: string): string[] {
  if (folder === undefined) {
    const message = `--nested ${text}: names a file of a folder, and there is no ${option} DIR; expected ${option}-nested`;
    throw new InputError('REACH_DIFF_SIDE', message);
  }
  const { name, file } = readNested(text);
  const path = join(folder, file);
  return existsSync(path) ? [`${name}=${path}`] : [];
}

/**
 * Each template of a folder is a stack by its file's name. Where there are `*.template.json`, as of the CDK, those.
 * @param nested paths of those that are templates of nested stacks
 */
function stacksOf(option: string, folder: string, nested: ReadonlySet<string>): string[] {
  let names: string[];
  try {
    names = readdirSync(folder).filter(
      (name) => TEMPLATE.test(name) && !nested.has(resolve(folder, name)),
    );
  } catch (error) {
    throw new InputError('REACH_DIFF_SIDE', `${option} ${folder}: not a folder that can be read`, {
      cause: error,
    });
  }
  const assembled = names.filter((name) => name.endsWith('.template.json'));
  const chosen = assembled.length > 0 ? assembled : names;
  if (chosen.length === 0 || chosen.length > MAX_FILES) {
    throw new InputError(
      'REACH_DIFF_SIDE',
      `${option} ${folder}: ${chosen.length} templates (.json, .yml, .yaml, .template); expected 1 to ${MAX_FILES}`,
    );
  }
  return chosen.sort().map((name) => `${name.replace(TEMPLATE, '')}=${join(folder, name)}`);
}

type Parameters = System['parameters'];

/** Each side takes what it declares: a parameter may be new. */
function withParameters(system: System, given: Parameters): System {
  const parameters = new Map(
    system.templates.map(({ stack, parameters: declared }) => {
      const values = [...(given.get(stack) ?? [])].filter(([name]) =>
        Object.hasOwn(declared, name),
      );
      return [stack, new Map(values)];
    }),
  );
  return { ...system, parameters };
}

function refuseStrangeParameters(given: Parameters, sides: readonly System[]) {
  for (const [stack, values] of given) {
    for (const name of values.keys()) {
      const isDeclared = sides.some(({ templates }) =>
        templates.some((each) => each.stack === stack && Object.hasOwn(each.parameters, name)),
      );
      if (isDeclared) continue;
      throw new InputError(
        'REACH_PARAM_UNKNOWN',
        `--param ${stack}.${name}: neither side has a stack ${stack} with this parameter`,
      );
    }
  }
}
