import { GetRoleCommand } from '@aws-sdk/client-iam';
import type { Account } from '@private-lambda/aws/account';
import type { PlannedStack } from './deployment.ts';
import { exists } from './names.ts';

/**
 * ECS makes its service-linked role at the first use of an account, and the first service may come before the role is
 * there: "Unable to assume the service linked role" (ECS developer guide, "Using service-linked roles").
 * @returns one line with the command that makes it
 */
export async function checkEcsRole(
  { iam }: Account,
  { service, resources }: PlannedStack,
): Promise<readonly string[]> {
  if (!resources.some(({ type }) => type === 'AWS::ECS::Service')) return [];
  const RoleName = 'AWSServiceRoleForECS';
  if (await exists(iam.send(new GetRoleCommand({ RoleName })))) return [];
  return [
    `${service}: the account has no role ${RoleName} yet; expected aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com, once an account`,
  ];
}
