import { InputError } from '@private-lambda/command-line/input-error';
import type { Block } from '@private-lambda/subnets/blocks/block';
import { LOCAL_STAGE, stageNameProblem } from '../../../config/stage.js';
import { type Stage, stageSchema } from '../../../config/stage-schema.js';
import { checkRegion } from './regions.ts';
import { readVpcBlock } from './stage-blocks.ts';

/**
 * @param where the option or question, for the refusal
 * @returns the value
 * @throws InputError in one line
 */
export type ReadAnswer<T> = (text: string, where: string) => T;

export const readRegion: ReadAnswer<string> = (text, where) => {
  checkRegion(text, where);
  return text;
};

export const readBlock: ReadAnswer<Block> = readVpcBlock;

export const readNatMode: ReadAnswer<Stage['natMode']> = (text, where) => {
  const modes = stageSchema.entries.natMode.options;
  const mode = modes.find((one) => one === text);
  if (mode !== undefined) return mode;
  throw invalid(where, text, modes.join(', '));
};

export const readVpcId: ReadAnswer<string> = (text, where) =>
  matching(/^vpc-[0-9a-f]+$/, 'the id of a VPC (vpc-…)')(text, where);

export const readRepository = matching(/^[\w-]+\/[\w.-]+$/, '<owner>/<name> on GitHub');

/** One line of text that says something. */
export const readText = matching(/^[^\p{C}\s](?:[^\p{C}]*[^\p{C}\s])?$/u, 'one line of text');

/** @returns each stage once */
export const readStages: ReadAnswer<readonly string[]> = (text, where) => {
  const stages = [...new Set(text.split(',').map((stage) => stage.trim()))];
  for (const stage of stages) {
    if (stage === LOCAL_STAGE) {
      throw invalid(where, stage, 'stages that are deployed; this is that of npm start, and stays');
    }
    const problem = stageNameProblem(stage);
    if (problem !== undefined) throw new InputError('INIT_ANSWER_INVALID', `${where}: ${problem}`);
  }
  return stages;
};

/**
 * @param values of one option: `<stage>=<value>`, or a value for all
 * @param stages that there are to be
 * @throws InputError INIT_STAGE_UNKNOWN; what the reader throws
 */
export function readByStage<T>(
  values: readonly string[] | undefined,
  where: string,
  stages: readonly string[],
  read: ReadAnswer<T>,
): Map<string, T> {
  const answers = new Map<string, T>();
  for (const value of values ?? []) {
    const [, stage, own] = /^([^=]*)=(.*)$/.exec(value) ?? [];
    if (stage !== undefined && !stages.includes(stage)) {
      throw new InputError(
        'INIT_STAGE_UNKNOWN',
        `${where} ${value}: no stage ${JSON.stringify(stage)}; there are: ${stages.join(', ')}`,
      );
    }
    const answer = read(own ?? value, where);
    for (const one of stage === undefined ? stages : [stage]) answers.set(one, answer);
  }
  return answers;
}

function matching(form: RegExp, expected: string): ReadAnswer<string> {
  return (text, where) => {
    if (form.test(text)) return text;
    throw invalid(where, text, expected);
  };
}

function invalid(where: string, found: string, expected: string): InputError {
  return new InputError(
    'INIT_ANSWER_INVALID',
    `${where}: found ${JSON.stringify(found)}, expected ${expected}`,
  );
}
