import type { Account } from '@private-lambda/aws/account';
import { DEPLOYER, KEPT_IN_NAME, stackName } from '../../../../config/names.js';

/**
 * Is this the deploy role of the stage? Its stack is none that the role may read, so its name says it: CloudFormation
 * makes it of the stack's and of the logical id in services/deployer/resources/role.yml.
 * @param prefix of the project's names
 */
export function isDeployRole(
  { caller }: Pick<Account, 'caller'>,
  prefix: string,
  stage: string,
): boolean {
  const [, role = ''] = /:assumed-role\/([^/]+)\//.exec(caller) ?? [];
  return (
    role.startsWith(stackName(prefix, DEPLOYER, stage).slice(0, KEPT_IN_NAME)) &&
    role.includes('-DeployRole-')
  );
}
