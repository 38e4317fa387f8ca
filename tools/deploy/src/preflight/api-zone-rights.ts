import type { Stack } from '@aws-sdk/client-cloudformation';
import type { Account } from '@private-lambda/aws/account';
import { parameterOf } from '@private-lambda/aws/find-stack';
import { MADE_ZONE } from '../../../../config/api-address.js';
import type { Stage } from '../../../../config/stage.js';
import { isDeployRole } from './deploy-role.ts';
import type { Deployment, PlannedStack } from './deployment.ts';

/**
 * A private zone is an administrator's to make and to take away: IAM tells zones by their ids, and the policy of a deploy
 * role was written before this one had an id.
 * @param prefix of the project's names
 * @returns one line when a deploy role would make one or take one away
 */
export function checkApiZoneRights(
  account: Pick<Account, 'caller'>,
  { stage, settings }: Deployment,
  { service, resources, deployed }: Pick<PlannedStack, 'service' | 'resources' | 'deployed'>,
  prefix: string,
): readonly string[] {
  if (!resources.some(({ type }) => type === 'AWS::Route53::HostedZone')) return [];
  const wanted = madeZone(settings);
  const living = madeZone(settingsOf(deployed));
  if (wanted === living || !isDeployRole(account, prefix, stage)) return [];
  const does = [
    ...(wanted === undefined ? [] : [`makes the private zone ${wanted}`]),
    ...(living === undefined ? [] : [`takes the private zone ${living} away`]),
  ];
  return [
    `${service}: this deploy ${does.join(' and ')}, which the deploy role may not; expected an administrator to deploy this step (docs/deploy-rights.md)`,
  ];
}

type ZoneSettings = Pick<Stage, 'apiDomainName' | 'apiHostedZone'>;

/** What the stack was deployed with last. */
const settingsOf = (stack: Stack | undefined): ZoneSettings => ({
  apiDomainName: parameterOf(stack, 'ApiDomainName') ?? '',
  apiHostedZone: parameterOf(stack, 'ApiHostedZone') ?? '',
});

/** The name of the zone that the stack makes; undefined where it makes none. Another name is another zone. */
const madeZone = ({ apiDomainName, apiHostedZone }: ZoneSettings) =>
  apiHostedZone === MADE_ZONE ? apiDomainName : undefined;
