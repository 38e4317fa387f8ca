import { join } from 'node:path';
import * as config from '../../../config/stage.js';
import { repositoryRoot } from './repository-root.ts';

/** The stages that have a file, without that of `npm start`. @param root folder with `config/` */
export function listDeployedStages(root = repositoryRoot): readonly string[] {
  return config.listDeployedStages(join(root, 'config'));
}
