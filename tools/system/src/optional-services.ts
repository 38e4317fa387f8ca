import { listServices } from '@private-lambda/packaging/list-services';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { DEPLOYER } from '../../../config/names.js';
import { readServiceOrder } from './service-order.ts';

/**
 * Services that `serverless-compose.yml` does not list: they come only when they are asked for, after all others. The
 * deployer is none of them: what may deploy a stage is no part of it.
 * @param root folder with `services/`
 */
export function listOptionalServices(root = repositoryRoot): readonly string[] {
  const composed = readServiceOrder(root);
  return listServices(root).filter(
    (service) => service !== DEPLOYER && !composed.includes(service),
  );
}
