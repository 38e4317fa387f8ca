import { InputError } from '@private-lambda/command-line/input-error';
import { readSnapshotFile } from '@private-lambda/inventory/snapshot-file';
import { toTemplate } from '../inventory/snapshot-template.ts';
import type { Assumptions } from './assumptions.ts';
import type { Surroundings } from './evaluator.ts';
import { Exports, refuseCircularImports, refuseDoubleExports } from './exports.ts';
import { isRecord } from './is-record.ts';
import { splitId, templateOf } from './logical-id.ts';
import { ParameterStore } from './parameter-store.ts';
import { pseudoParameters } from './parameters.ts';
import type { Resource } from './resource.ts';
import { ResourceIndex } from './resource-index.ts';
import { Stack } from './stack.ts';
import { loadTemplate, type Template } from './template.ts';
import { NO_VALUE, type Value } from './value.ts';

/** The system as the command line gives it. */
export interface SystemInput {
  readonly stacks: readonly { readonly name: string; readonly file: string }[];
  /** Templates of nested stacks, each with the `<stack>/<LogicalId>` that makes it. */
  readonly nested?: readonly { readonly name: string; readonly file: string }[];
  /** Values of parameters: stack → parameter → value. */
  readonly parameters?: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly region?: string;
  /** File with a snapshot of what the account has. */
  readonly inventory?: string;
  /** Is told, in a line each, what is read in another way than its author may think. */
  readonly warn?: (line: string) => void;
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
  /** The same, with those whose condition is not settled. */
  thatMayExist(accepts: (type: string) => boolean): Resource[];
  /** The resources that have one of these words in their properties. */
  withWords(words: readonly string[]): Resource[];
}

/** @throws InputError for anything in the input that the user has to change */
export async function loadSystem(input: SystemInput): Promise<System> {
  const names = new Set<string>();
  const given = [...input.stacks, ...(input.nested ?? [])];
  for (const { name, file } of given) {
    if (names.has(name)) {
      throw new InputError('REACH_STACK_TWICE', `${file}: stack ${name} is given twice`);
    }
    names.add(name);
  }
  const templates = await Promise.all(
    given.map(({ name, file }) => loadTemplate(name, file, input.warn)),
  );
  refuseStrangeNested(templates, input.nested ?? []);
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
  const store = new ParameterStore(stacks);
  const surroundings: Surroundings = {
    region: system.region,
    assumptions,
    physicalIds: system.physicalIds,
    importValue: (name) => exports.valueOf(name),
    storedValue: (name) => store.valueOf(name),
    nestedStack: (id) => stacks.get(id),
  };
  // Parents first: whether a nested stack exists is their affair.
  for (const template of system.templates.toSorted(byDepth)) {
    const { stack: name } = template;
    const { stack: parentName, logicalId } = splitId(name);
    const isNested = parentName !== '';
    const parent = stacks.get(parentName);
    if (isNested && !parent?.has(logicalId)) continue;
    const own = system.parameters.get(name);
    const given = (parameter: string) =>
      own?.get(parameter) ?? (parent && fromParent(parent, logicalId, parameter));
    const pseudo = pseudoParameters(name, system.region, isNested);
    stacks.set(name, new Stack(template, given, pseudo, surroundings));
  }
  refuseDoubleExports(stacks, exports);
  refuseCircularImports(stacks, exports);
  const index = new ResourceIndex(stacks);
  return {
    region: system.region,
    stacks,
    ofType: (accepts) => index.ofType(accepts),
    thatMayExist: (accepts) => index.thatMayExist(accepts),
    withWords: (words) => index.withWords(words),
  };
}

function byDepth(a: Template, b: Template): number {
  return a.stack.split('/').length - b.stack.split('/').length;
}

/** "AWS::CloudFormation::Stack": the parameters that a stack gives to one that is nested in it. */
function fromParent(parent: Stack, logicalId: string, parameter: string): Value | undefined {
  const given = parent.declaration(logicalId)?.properties['Parameters'];
  const raw = isRecord(given) && Object.hasOwn(given, parameter) ? given[parameter] : undefined;
  if (raw === undefined) return undefined;
  const value = parent.resolveOptional(raw);
  return value === NO_VALUE || value === null ? undefined : value;
}

/** Types of resources that make a stack of their own. */
const NESTED = ['AWS::CloudFormation::Stack', 'AWS::Serverless::Application'];

/** @throws InputError for a nested stack that no given stack makes */
function refuseStrangeNested(
  templates: readonly Template[],
  nested: readonly { readonly name: string; readonly file: string }[],
) {
  for (const { name, file } of nested) {
    const { logicalId } = splitId(name);
    const parent = templateOf(name, templates);
    const declared =
      parent && Object.hasOwn(parent.resources, logicalId)
        ? parent.resources[logicalId]
        : undefined;
    if (declared && NESTED.includes(declared.type)) continue;
    const found = !parent
      ? `there is no stack ${splitId(name).stack}`
      : declared
        ? `in ${parent.file} it is ${declared.type}`
        : `${parent.file} has no resource ${logicalId}`;
    throw new InputError(
      'REACH_NESTED',
      `--nested ${name}=${file}: ${found}; expected <stack>/<LogicalId> of a ${NESTED.join(' or ')}`,
    );
  }
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
