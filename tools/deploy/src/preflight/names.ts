import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTargetGroupsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { stackNameOf } from '@private-lambda/system/stack-name';
import { type Account, findStack } from '../account.ts';
import { type FixedName, fixedNames } from './fixed-names.ts';

/**
 * Are the names of a service short enough, and, before its first deploy, free?
 * @returns one line for each that is not
 */
export async function checkNames(
  account: Account,
  service: string,
  stage: string,
): Promise<readonly string[]> {
  const stack = stackNameOf(service, stage);
  const names = fixedNames(service, stage, account.region);
  const tooLong = names
    .filter(({ name, limit }) => name.length > limit)
    .map(
      ({ kind, name, limit }) =>
        `${service}: ${kind} name ${name} has ${name.length} characters, expected at most ${limit}; choose a shorter stage name`,
    );
  // What is there already may be the stack's own.
  if (await findStack(account, stack)) return tooLong;
  const exists = await Promise.all(names.map((fixed) => isTaken(account, fixed)));
  const taken = names
    .filter((_, index) => exists[index])
    .map(
      ({ kind, name }) =>
        `${service}: there is a ${kind} ${name} already, which is not of stack ${stack}; remove or rename it`,
    );
  return [...tooLong, ...taken];
}

async function isTaken(account: Account, { kind, name, limit }: FixedName): Promise<boolean> {
  if (name.length > limit) return false;
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
    case 'log group': {
      const command = new DescribeLogGroupsCommand({ logGroupNamePrefix: name });
      const { logGroups = [] } = await account.logs.send(command);
      return logGroups.some(({ logGroupName }) => logGroupName === name);
    }
  }
}

/** AWS answers with a `…NotFound…` or `NoSuchEntity…` error for what is not there, or with nothing. */
async function exists<T>(
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
