import { listServices } from '@private-lambda/packaging/list-services';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { readServiceOrder } from './service-order.ts';

/**
 * Services that `serverless-compose.yml` does not list: they come only when they are asked for, after all others.
 * @param root folder with `services/`
 */
export function listOptionalServices(root = repositoryRoot): readonly string[] {
  const composed = readServiceOrder(root);
  return listServices(root).filter((service) => !composed.includes(service));
}
