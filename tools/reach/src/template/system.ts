import { InputError } from '@private-lambda/command-line/input-error';
import { readSnapshotFile } from '@private-lambda/inventory/snapshot-file';
import { toTemplate } from '../inventory/snapshot-template.ts';
import type { Assumptions } from './assumptions.ts';
import { Exports, refuseCircularImports, refuseDoubleExports } from './exports.ts';
import { pseudoParameters } from './parameters.ts';
import type { Resource } from './resource.ts';
import { ResourceIndex } from './resource-index.ts';
import { Stack } from './stack.ts';
import { loadTemplate, type Template } from './template.ts';

/** The system as the command line gives it. */
export interface SystemInput {
  readonly stacks: readonly { readonly name: string; readonly file: string }[];
  /** Values of parameters: stack → parameter → value. */
  readonly parameters?: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly region?: string;
  /** File with a snapshot of what the account has. */
  readonly inventory?: string;
}

/** Region of a system that is not told one; the templates of one system all lie in one Region. */
export const DEFAULT_REGION = 'us-east-1';

/** The given templates, read and checked for their shape. */
export interface System {
  readonly templates: readonly Template[];
  readonly parameters: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly region: string;
  /** Physical id → id of what the inventory holds under it. */
  readonly physicalIds: ReadonlyMap<string, string>;
}

/** The stacks of a system in one case: every condition is true or false. */
export interface StackSet {
  readonly region: string;
  readonly stacks: ReadonlyMap<string, Stack>;
  /**
   * The resources of some types that exist. Conditions of other resources are not looked at, so that an unknown
   * behind one of them decides nothing.
   */
  ofType(accepts: (type: string) => boolean): Resource[];
  /** The resources that have one of these words in their properties. */
  withWords(words: readonly string[]): Resource[];
}

/** @throws InputError for anything in the input that the user has to change */
export async function loadSystem(input: SystemInput): Promise<System> {
  const names = new Set<string>();
  for (const { name, file } of input.stacks) {
    if (names.has(name)) {
      throw new InputError('REACH_STACK_TWICE', `${file}: stack ${name} is given twice`);
    }
    names.add(name);
  }
  const templates = await Promise.all(
    input.stacks.map(({ name, file }) => loadTemplate(name, file)),
  );
  const parameters = input.parameters ?? new Map();
  refuseStrangeParameters(templates, parameters);
  if (input.inventory === undefined) {
    return {
      templates,
      parameters,
      region: input.region ?? DEFAULT_REGION,
      physicalIds: new Map(),
    };
  }
  const snapshot = readSnapshotFile(input.inventory);
  const { template, ids } = toTemplate(input.inventory, snapshot, names);
  return {
    templates: [...templates, template],
    parameters,
    region: input.region ?? snapshot.Region,
    physicalIds: ids,
  };
}

/** @throws Undecided when a condition turns on an unknown that the assumptions do not settle */
export function stackSet(system: System, assumptions: Assumptions): StackSet {
  const stacks = new Map<string, Stack>();
  const exports = new Exports(stacks);
  for (const template of system.templates) {
    stacks.set(
      template.stack,
      new Stack(
        template,
        system.parameters.get(template.stack) ?? new Map(),
        pseudoParameters(template.stack, system.region),
        {
          region: system.region,
          assumptions,
          importValue: (name) => exports.valueOf(name),
          physicalIds: system.physicalIds,
        },
      ),
    );
  }
  refuseDoubleExports(stacks, exports);
  refuseCircularImports(stacks, exports);
  const index = new ResourceIndex(stacks);
  return {
    region: system.region,
    stacks,
    ofType: (accepts) => index.ofType(accepts),
    withWords: (words) => index.withWords(words),
  };
}

function refuseStrangeParameters(
  templates: readonly Template[],
  given: ReadonlyMap<string, ReadonlyMap<string, string>>,
) {
  for (const [stack, values] of given) {
    const template = templates.find((candidate) => candidate.stack === stack);
    if (!template) {
      throw new InputError('REACH_PARAM_STACK', `--param ${stack}.…: there is no stack ${stack}`);
    }
    for (const name of values.keys()) {
      if (!Object.hasOwn(template.parameters, name)) {
        throw new InputError(
          'REACH_PARAM_UNKNOWN',
          `--param ${stack}.${name}: ${template.file} has no parameter ${name}`,
        );
      }
    }
  }
}
