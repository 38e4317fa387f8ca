import { join } from 'node:path';
import { InputError } from '@private-lambda/command-line/input-error';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { ConfigError } from '../../../config/config-error.js';
import * as names from '../../../config/names.js';
import { loadProject, type Project } from '../../../config/project.js';

/**
 * Name and prefix of the project, for its tags and names.
 * @param root folder with `config/`
 * @throws InputError for a wrong value in config/project.yml
 */
export function readProject(root = repositoryRoot): Project {
  try {
    return loadProject(join(root, 'config'));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new InputError(error.code, error.message, { cause: error });
  }
}

/**
 * What the stack of a service is called on a stage.
 * @param service a folder of `services/`
 * @param root folder with `config/`
 * @throws InputError for a wrong value in config/project.yml
 */
export function stackNameOf(service: string, stage: string, root = repositoryRoot): string {
  return names.stackName(readProject(root).prefix, service, stage);
}
