import { GetDashboardCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeClustersCommand } from '@aws-sdk/client-ecs';
import { DescribeTargetGroupsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetPolicyCommand, GetRoleCommand } from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import type { Account } from '@private-lambda/aws/account';
import { listResources } from '@private-lambda/aws/list-resources';
import { type FixedName, fixedNames } from '@private-lambda/system/fixed-names';
import type { Stage } from '../../../../config/stage.js';
import type { Check } from './check.ts';
import type { PlannedStack } from './deployment.ts';
import { iamArn } from './iam-arn.ts';

/**
 * Are the names that a template states short enough, and free where the stack does not have them yet? Each is looked at
 * alone: what AWS denies for one says nothing of another.
 */
export function nameChecks(
  account: Account,
  { service, name: stack, resources, deployed }: PlannedStack,
  { alarms }: Pick<Stage, 'alarms'>,
): readonly Check[] {
  let listed: Promise<ReadonlyMap<string, string>> | undefined;
  const own = async () => {
    listed ??= deployed ? listResources(account, stack) : Promise.resolve(new Map());
    return listed;
  };
  // Without alarms the template makes no dashboard, and anybody may have one of that name.
  return fixedNames(resources, account.region)
    .filter(({ kind }) => kind !== 'dashboard' || alarms)
    .map((fixed) => ({
      what: `${fixed.kind} ${fixed.name}`,
      problems: checkName(account, own, fixed, { service, stack }),
    }));
}

async function checkName(
  account: Account,
  own: () => Promise<ReadonlyMap<string, string>>,
  fixed: FixedName,
  { service, stack }: { readonly service: string; readonly stack: string },
): Promise<readonly string[]> {
  const { kind, name, limit, logicalId } = fixed;
  if (name.length > limit) {
    return [
      `${service}: ${kind} name ${name} has ${name.length} characters, expected at most ${limit}; choose a shorter stage name`,
    ];
  }
  const physicalId = (await own()).get(logicalId);
  // A resource that gets a new name is made anew, and the name must be free. (The id of a target group is its ARN.)
  if (physicalId?.split('/').includes(name) || physicalId === name) return [];
  if (!(await isTaken(account, fixed))) return [];
  return [
    `${service}: there is a ${kind} ${name} already, which is not of stack ${stack}; remove or rename it`,
  ];
}

async function isTaken(account: Account, { kind, name }: FixedName): Promise<boolean> {
  switch (kind) {
    case 'role':
      return exists(account.iam.send(new GetRoleCommand({ RoleName: name })));
    case 'managed policy': {
      const PolicyArn = iamArn(account, `policy/${name}`);
      return exists(account.iam.send(new GetPolicyCommand({ PolicyArn })));
    }
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
    case 'dashboard':
      return exists(account.cloudWatch.send(new GetDashboardCommand({ DashboardName: name })));
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
