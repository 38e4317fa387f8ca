import { join } from 'node:path';
import * as config from '../../../config/stage.js';
import { repositoryRoot } from './repository-root.ts';

/** The stages that have a file, without that of `npm start`. @param root folder with `config/` */
export function listDeployedStages(root = repositoryRoot): readonly string[] {
  return config.listDeployedStages(join(root, 'config'));
}

/** The stage that is meant where none is named. @param root folder with `config/` */
export function defaultStage(root = repositoryRoot): string {
  return config.defaultStage(join(root, 'config'));
}
