import { InputError } from '@private-lambda/command-line/input-error';
import { listDeployedStages } from '@private-lambda/packaging/list-stages';
import { readVariables } from 'cfn-reach/src/commands/check.ts';
import { readSystem, type SystemOptions } from 'cfn-reach/src/commands/system-options.ts';
import { stageSubjects } from './stage-subject.ts';
import type { Subject } from './subject.ts';

export interface SubjectOptions extends Omit<SystemOptions, 'stack'> {
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
  const { stack, stage, policy, inventory } = options;
  if (!stack) {
    const strange = (['policy', 'var', 'param', 'params', 'nested', 'region'] as const).find(
      (name) => options[name] !== undefined,
    );
    if (strange !== undefined) throw goesWith(`--${strange}`, '--stack');
    return stageSubjects(stage ?? listDeployedStages(), inventory);
  }
  if (stage) throw goesWith('--stage', 'no --stack');
  const system = await readSystem({ ...options, stack });
  const variables = readVariables(options.var ?? []);
  return [
    {
      name: 'system',
      system,
      policy: policy === undefined ? undefined : { policyFile: policy, variables },
    },
  ];
}

function goesWith(option: string, expected: string): InputError {
  return new InputError('MAP_SUBJECT', `${option}: expected ${expected} beside it`);
}
