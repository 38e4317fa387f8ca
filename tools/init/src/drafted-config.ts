// biome-ignore lint/style/noRestrictedImports: into a temporary folder of its own
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@private-lambda/command-line/input-error';
import { temporaryDirectory } from '@private-lambda/command-line/temporary-directory';
import { ConfigError } from '../../../config/config-error.js';
import { loadProject, type Project } from '../../../config/project.js';
import { listDeployedStages, loadStage, type Stage } from '../../../config/stage.js';
import { Draft } from './draft.ts';

/** The stages that a draft has, without that of `npm start`. */
export const deployedStages = (draft: Draft): string[] => read(draft, listDeployedStages);

/** @throws InputError with the configuration's own code */
export const readProject = (draft: Draft): Project => read(draft, loadProject);

/** @throws InputError with the configuration's own code */
export const readStage = (draft: Draft, stage: string): Stage =>
  read(draft, (directory) => loadStage(stage, directory));

/**
 * @param values as config/project.yml would have them
 * @returns what they come to
 * @throws InputError PROJECT_VALUE_INVALID
 */
export function checkProject(
  draft: Draft,
  values: { readonly [key in keyof Project]?: string },
): Project {
  const trial = new Draft(draft.root);
  trial.write('config/project.yml', JSON.stringify({ name: 'any', ...values }));
  return readProject(trial);
}

/** Lets the configuration's own reader read what is not written yet. */
function read<T>(draft: Draft, load: (directory: string) => T): T {
  using temporary = temporaryDirectory('init-');
  const directory = temporary.path;
  try {
    mkdirSync(join(directory, 'config', 'stages'), { recursive: true });
    for (const folder of ['config', 'config/stages']) {
      for (const file of draft.list(folder, '.yml'))
        writeFileSync(join(directory, file), draft.read(file) ?? '');
    }
    return load(join(directory, 'config'));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new InputError(error.code, error.message, { cause: error });
  }
}
