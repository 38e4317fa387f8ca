import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeClustersCommand } from '@aws-sdk/client-ecs';
import { DescribeTargetGroupsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import type { Account } from '@private-lambda/aws/account';
import { listResources } from '@private-lambda/aws/list-resources';
import { type FixedName, fixedNames } from '@private-lambda/system/fixed-names';
import type { PlannedStack } from './deployment.ts';

/**
 * Are the names that a template states short enough, and free where the stack does not have the resource yet?
 * @returns one line for each that is not
 */
export async function checkNames(
  account: Account,
  { service, name: stack, resources, deployed }: PlannedStack,
): Promise<readonly string[]> {
  const names = fixedNames(resources, account.region);
  const own = deployed ? await listResources(account, stack) : new Map<string, string>();
  const problems = names.map(async (fixed) => {
    const { kind, name, limit, logicalId } = fixed;
    if (name.length > limit) {
      return `${service}: ${kind} name ${name} has ${name.length} characters, expected at most ${limit}; choose a shorter stage name`;
    }
    if (own.has(logicalId) || !(await isTaken(account, fixed))) return [];
    return `${service}: there is a ${kind} ${name} already, which is not of stack ${stack}; remove or rename it`;
  });
  return (await Promise.all(problems)).flat();
}

async function isTaken(account: Account, { kind, name }: FixedName): Promise<boolean> {
  switch (kind) {
    case 'role':
      return exists(account.iam.send(new GetRoleCommand({ RoleName: name })));
    case 'function':
      return exists(
        account.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name })),
      );
    case 'target group':
      return exists(
        account.elb.send(new DescribeTargetGroupsCommand({ Names: [name] })),
        ({ TargetGroups = [] }) => TargetGroups.length > 0,
      );
    case 'cluster':
      return exists(
        account.ecs.send(new DescribeClustersCommand({ clusters: [name] })),
        ({ clusters = [] }) => clusters.some(({ status }) => status !== 'INACTIVE'),
      );
    case 'log group': {
      const command = new DescribeLogGroupsCommand({ logGroupNamePrefix: name });
      const { logGroups = [] } = await account.logs.send(command);
      return logGroups.some(({ logGroupName }) => logGroupName === name);
    }
  }
}

/** AWS answers with a `…NotFound…` or `NoSuchEntity…` error for what is not there, or with nothing. */
export async function exists<T>(
  answer: Promise<T>,
  holds: (answer: T) => boolean = () => true,
): Promise<boolean> {
  try {
    return holds(await answer);
  } catch (error) {
    if (error instanceof Error && /NotFound|NoSuchEntity/.test(error.name)) return false;
    throw error;
  }
}
