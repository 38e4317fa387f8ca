import { InputError } from '@private-lambda/command-line/input-error';
import { readStage } from '@private-lambda/packaging/read-stage';
import { LOCAL_STAGE, type Stage } from '../../../config/stage.js';

/**
 * Reads a stage that can be deployed. osls itself would take any name and deploy a second system under it.
 * @throws InputError for a stage without a file, with a wrong value, or that runs on this machine only
 */
export function readDeployableStage(stage: string): Stage {
  if (stage === LOCAL_STAGE) {
    throw new InputError(
      'DEPLOY_STAGE_LOCAL',
      `Stage "${LOCAL_STAGE}" runs on this machine only: npm start`,
    );
  }
  return readStage(stage);
}
