import type { Account } from '@private-lambda/aws/account';
import { findStack } from '@private-lambda/aws/find-stack';
import { stackNameOf } from '@private-lambda/system/stack-name';
import { NETWORK } from '../../../config/names.js';
import type { Stage } from '../../../config/stage.js';

/**
 * Is there a network of the stage's own beside the one that it shares? It was deployed before the stage file named
 * another's; nothing uses it, and no command that is about the stage takes it along.
 * @returns one line when there is
 */
export async function noteOwnNetwork(
  account: Pick<Account, 'cloudFormation'>,
  stage: string,
  { networkStage }: Pick<Stage, 'networkStage'>,
): Promise<readonly string[]> {
  const name = stackNameOf(NETWORK, stage);
  if (networkStage === stage || !(await findStack(account, name))) return [];
  return [
    `stack ${name} is there, and stage ${stage} uses the network of ${networkStage}; cd services/${NETWORK} && npx serverless remove --stage ${stage} takes it down when nothing uses it`,
  ];
}
