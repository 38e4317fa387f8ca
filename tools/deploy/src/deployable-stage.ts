import { join } from 'node:path';
import { InputError } from '@private-lambda/command-line/input-error';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { loadStage, type Stage, StageError } from '../../../config/stage.js';

/** The stage of serverless-offline: its addresses are of this machine. */
const LOCAL_STAGE = 'local';

/**
 * Reads a stage that can be deployed. osls itself would take any name and deploy a second system under it.
 * @throws InputError for a stage without a file, with a wrong value, or that runs on this machine only
 */
export function readDeployableStage(stage: string, root = repositoryRoot): Stage {
  if (stage === LOCAL_STAGE) {
    throw new InputError(
      'DEPLOY_STAGE_LOCAL',
      `Stage "${LOCAL_STAGE}" runs on this machine only: npm start`,
    );
  }
  try {
    return loadStage(stage, join(root, 'config'));
  } catch (error) {
    if (!(error instanceof StageError)) throw error;
    throw new InputError(error.code, error.message, { cause: error });
  }
}
