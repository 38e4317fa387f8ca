import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './repository-root.ts';

/**
 * Names of the services: the folders of `services/` that hold a `serverless.yml`, sorted.
 * @param root folder with `services/`
 */
export function listServices(root = repositoryRoot): string[] {
  const directory = join(root, 'services');
  return readdirSync(directory)
    .filter((name) => existsSync(join(directory, name, 'serverless.yml')))
    .sort();
}
