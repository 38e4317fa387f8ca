import { InputError } from '@private-lambda/command-line/input-error';
import { readSnapshotFile } from '@private-lambda/inventory/snapshot-file';
import { toTemplate } from '../inventory/snapshot-template.ts';
import { splitId, templateOf } from '../template/logical-id.ts';
import type { System } from '../template/system.ts';
import { loadTemplate, type Template } from '../template/template.ts';

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
    const region = input.region ?? DEFAULT_REGION;
    return { templates, parameters, region, physicalIds: new Map(), names: new Map() };
  }
  const snapshot = readSnapshotFile(input.inventory);
  if (input.region !== undefined && input.region !== snapshot.Region) {
    throw new InputError(
      'REACH_INVENTORY_REGION',
      `--inventory ${input.inventory}: found a VPC of ${snapshot.Region}, expected one of ${input.region}, where the stacks are`,
    );
  }
  const { template, ids, names: namesOfVpc, unseen } = toTemplate(input.inventory, snapshot, names);
  return {
    templates: [...templates, template],
    parameters,
    region: input.region ?? snapshot.Region,
    physicalIds: ids,
    names: namesOfVpc,
    unseen,
  };
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
