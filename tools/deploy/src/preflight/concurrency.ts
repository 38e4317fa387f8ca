import { GetAccountSettingsCommand, GetFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import type { Account } from '@private-lambda/aws/account';
import type { PlannedStack } from './deployment.ts';

/**
 * Executions that Lambda keeps for functions without a reservation; in an account that may run fewer at once, all of
 * them, so that nothing can be reserved (Lambda developer guide, "Configuring reserved concurrency"; the error names
 * the number as UnreservedConcurrentExecution's minimum value).
 */
const KEPT_UNRESERVED = 100;

/** Service Quotas' code of Lambda's "Concurrent executions". */
const QUOTA = 'L-B99A9384';

/**
 * Does the account leave as many concurrent executions to reserve as the stage wants for its functions?
 * @returns one line when not
 */
export async function checkConcurrency(
  account: Account,
  stage: string,
  stacks: readonly PlannedStack[],
): Promise<readonly string[]> {
  const wanted = stacks.flatMap(({ resources }) => resources).flatMap(reservationOf);
  if (wanted.length === 0) return [];
  const { lambda, region } = account;
  const { AccountLimit = {} } = await lambda.send(new GetAccountSettingsCommand({}));
  const { ConcurrentExecutions: limit, UnreservedConcurrentExecutions: unreserved } = AccountLimit;
  if (limit === undefined || unreserved === undefined) return [];
  const held = await Promise.all(wanted.map(({ name }) => heldBy(account, name)));
  const more = sum(wanted.map(({ count }) => count)) - sum(held);
  const room = Math.max(0, unreserved - Math.min(KEPT_UNRESERVED, limit));
  if (more <= room) return [];
  const quota = Math.max(limit, KEPT_UNRESERVED) + more - room;
  return [
    `concurrency: the functions reserve ${more} executions more, and of ${limit} in ${region} at most ${room} can still be reserved; expected a quota of ${quota} (aws service-quotas request-service-quota-increase --service-code lambda --quota-code ${QUOTA} --desired-value ${quota}), or a smaller reservedConcurrency, or none, in config/stages/${stage}.yml`,
  ];
}

function reservationOf({ type, properties }: PlannedStack['resources'][number]) {
  const { FunctionName: name, ReservedConcurrentExecutions: count } = properties;
  if (type !== 'AWS::Lambda::Function') return [];
  return typeof name === 'string' && typeof count === 'number' ? [{ name, count }] : [];
}

/** What the function has reserved already; nothing where it is not there yet. */
async function heldBy({ lambda }: Account, FunctionName: string): Promise<number> {
  try {
    const answer = await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName }));
    return answer.ReservedConcurrentExecutions ?? 0;
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return 0;
    throw error;
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
