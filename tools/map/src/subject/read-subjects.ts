import { InputError } from '@private-lambda/command-line/input-error';
import { listDeployedStages } from '@private-lambda/packaging/list-stages';
import { readVariables } from 'cfn-reach/src/commands/check.ts';
import { readSides, type SidesOptions } from 'cfn-reach/src/commands/diff-sides.ts';
import { readSystem } from 'cfn-reach/src/commands/system-options.ts';
import type { Policy } from '../answers/claim-answers.ts';
import { stageSubjects } from './stage-subject.ts';
import type { Subject } from './subject.ts';

export interface SubjectOptions extends SidesOptions {
  readonly stage?: readonly string[];
  readonly stack?: readonly string[];
  readonly policy?: string;
  readonly var?: readonly string[];
}

/**
 * The systems that the command line names, each a picture of the same file.
 * @throws InputError `MAP_SUBJECT` for options that do not go together, and for everything `reach` refuses
 */
export async function readSubjects(options: SubjectOptions): Promise<Subject[]> {
  const { stack, stage, inventory } = options;
  if (given(options, SIDES)) {
    if (stack ?? stage) throw goesWith('--before and --after', 'no --stack and no --stage');
    const { before, after } = await readSides(options);
    return [{ name: 'the change', system: after, before, policy: policyOf(options) }];
  }
  if (stack) {
    if (stage) throw goesWith('--stage', 'no --stack');
    const system = await readSystem({ ...options, stack });
    return [{ name: 'system', system, policy: policyOf(options) }];
  }
  const strange = given(options, OF_STACKS);
  if (strange) throw goesWith(`--${strange}`, '--stack');
  return stageSubjects(stage ?? listDeployedStages(), inventory);
}

const SIDES = ['before', 'after', 'beforeStack', 'afterStack'] as const;

/** What a stage of this project says for itself. */
const OF_STACKS = ['policy', 'var', 'param', 'params', 'nested', 'region'] as const;

function given<K extends keyof SubjectOptions>(options: SubjectOptions, names: readonly K[]) {
  return names.find((name) => options[name] !== undefined);
}

function policyOf({ policy, var: values = [] }: SubjectOptions): Policy | undefined {
  return policy === undefined
    ? undefined
    : { policyFile: policy, variables: readVariables(values) };
}

function goesWith(option: string, expected: string): InputError {
  return new InputError('MAP_SUBJECT', `${option}: expected ${expected} beside it`);
}
