import { GetPolicyCommand } from '@aws-sdk/client-iam';
import type { Account } from '@private-lambda/aws/account';
import { boundaryOf, DEPLOYER } from '../../../../config/names.js';
import type { Deployment } from './deployment.ts';
import { iamArn } from './iam-arn.ts';
import { exists } from './names.ts';

/**
 * Is the policy there that bounds the roles of the stage? IAM makes no role with one that is not.
 * @param prefix of the project's names
 * @returns one line when not
 */
export async function checkBoundary(
  account: Pick<Account, 'iam' | 'id' | 'region'>,
  { stage, settings, stacks }: Deployment,
  prefix: string,
): Promise<readonly string[]> {
  const name = boundaryOf(prefix, stage, settings);
  const makesRoles = stacks.some(
    ({ service, resources }) =>
      service !== DEPLOYER && resources.some(({ type }) => type === 'AWS::IAM::Role'),
  );
  if (name === '' || !makesRoles) return [];
  const PolicyArn = iamArn(account, `policy/${name}`);
  if (await exists(account.iam.send(new GetPolicyCommand({ PolicyArn })))) return [];
  return [
    `There is no policy ${name}, the boundary of every role; expected it to be there: an administrator makes it with npm run deploy -- --stage ${stage} --service ${DEPLOYER} (docs/deploy-rights.md)`,
  ];
}
