import type { Account } from '@private-lambda/aws/account';
import { PROTECTED_API } from '../../../../config/names.js';
import type { Stage } from '../../../../config/stage.js';
import type { PlannedStack } from './deployment.ts';

/** What shows a certificate, by its service and the property that names it, and the stage key that has its ARN. */
const SHOWN = [
  { of: 'ecs-caller', property: 'Certificates', key: 'ecsCertificateArn' },
  { of: PROTECTED_API, property: 'Certificates', key: 'apiCertificateArn' },
  { of: 'public-caller', property: 'DomainNameConfigurations', key: 'publicCertificateArn' },
] as const;

/**
 * Are the certificates of this account? ACM shares none with another (their Region is the stage's, config/region.js).
 * @returns one line for each that is not
 */
export function checkCertificates(
  { id }: Pick<Account, 'id'>,
  settings: Pick<Stage, (typeof SHOWN)[number]['key']>,
  { service, resources }: Pick<PlannedStack, 'service' | 'resources'>,
): readonly string[] {
  return SHOWN.flatMap(({ of, property, key }) => {
    if (of !== service) return [];
    const shows = resources.some(({ properties }) => properties[property] !== undefined);
    const owner = settings[key].split(':')[4];
    if (!shows || owner === undefined || owner === id) return [];
    return [
      `${service}: ${key} is of account ${owner}, and this is ${id}; expected a certificate of this account`,
    ];
  });
}
