import type { Account } from '@private-lambda/aws/account';
import type { Stage } from '../../../../config/stage.js';
import type { PlannedStack } from './deployment.ts';

/**
 * Is the certificate of this account? ACM shares none with another (its Region is the stage's, config/region.js).
 * @returns one line when not
 */
export function checkCertificate(
  { id }: Pick<Account, 'id'>,
  { certificateArn }: Pick<Stage, 'certificateArn'>,
  { service, resources }: Pick<PlannedStack, 'service' | 'resources'>,
): readonly string[] {
  const shows = resources.some(({ properties }) => properties['Certificates'] !== undefined);
  const owner = certificateArn.split(':')[4];
  if (!shows || owner === id) return [];
  return [
    `${service}: certificateArn is of account ${owner}, and this is ${id}; expected a certificate of this account`,
  ];
}
