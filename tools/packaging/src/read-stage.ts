import { join } from 'node:path';
import { InputError } from '@private-lambda/command-line/input-error';
import { ConfigError } from '../../../config/config-error.js';
import { loadStage, loadStageBeforeAdoption, type Stage } from '../../../config/stage.js';
import { repositoryRoot } from './repository-root.ts';

/**
 * Reads what a stage is, for a command that was given its name.
 * @param configDirectory the folder with `stages/`
 * @throws InputError for a stage without a file or with a wrong value
 */
export function readStage(stage: string, configDirectory = join(repositoryRoot, 'config')): Stage {
  return read(() => loadStage(stage, configDirectory));
}

/**
 * The same, for the command that is about to write what the stage says of its VPC: that need not fit yet.
 * @throws InputError
 */
export function readStageBeforeAdoption(
  stage: string,
  configDirectory = join(repositoryRoot, 'config'),
): Stage {
  return read(() => loadStageBeforeAdoption(stage, configDirectory));
}

function read(load: () => Stage): Stage {
  try {
    return load();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new InputError(error.code, error.message, { cause: error });
  }
}
