import { InputError } from '@private-lambda/command-line/input-error';
import { listServices } from '@private-lambda/packaging/list-services';

/** @throws InputError when there is no such service */
export function serviceNamed(service: string): string {
  const services = listServices();
  if (services.includes(service)) return service;
  throw new InputError(
    'DEPLOY_SERVICE_UNKNOWN',
    `Service "${service}" has no services/${service}/serverless.yml; there are: ${services.join(', ')}`,
  );
}
