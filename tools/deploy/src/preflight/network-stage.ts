import type { Account } from '@private-lambda/aws/account';
import { stackNameOf } from '@private-lambda/system/stack-name';
import { NETWORK } from '../../../../config/names.js';
import { readTemplate } from '../read-template.ts';
import type { Deployment, PlannedStack } from './deployment.ts';

/** A stage's name, in the export of a network. */
const STAGE = '(?<stage>[a-z0-9-]+)';

/**
 * Does a stack that is there use the network that the stage names now? Its load balancer and its functions' groups
 * cannot move to another VPC.
 * @returns one line when not
 */
export async function checkNetworkStage(
  account: Account,
  { stage, settings: { networkStage } }: Deployment,
  { service, name, deployed }: PlannedStack,
): Promise<readonly string[]> {
  if (!deployed || service === NETWORK) return [];
  const used = usedNetworks(await readTemplate(account, name));
  const other = used.find((each) => each !== networkStage);
  if (other === undefined) return [];
  return [
    `${service}: stack ${name} uses the network of stage "${other}", found networkStage "${networkStage}"; nothing in it can move to another VPC: expected networkStage: ${other} in config/stages/${stage}.yml, or npm run remove of the stage first`,
  ];
}

/** The stages whose networks a template imports from. */
export function usedNetworks(template: string): readonly string[] {
  const pattern = new RegExp(
    `"Fn::ImportValue"\\s*:\\s*"${stackNameOf(NETWORK, STAGE)}-[A-Za-z0-9]+"`,
    'g',
  );
  return [...new Set([...template.matchAll(pattern)].map(({ groups }) => groups?.['stage'] ?? ''))];
}
