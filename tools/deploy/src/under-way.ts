import type { Account } from '@private-lambda/aws/account';
import { findStack } from '@private-lambda/aws/find-stack';

/** @returns one line of a command that was ended midway: what CloudFormation goes on with, and what to do */
export async function describeUnderWay(
  account: Pick<Account, 'cloudFormation'>,
  names: readonly string[],
): Promise<string> {
  try {
    const stacks = await Promise.all(names.map((name) => findStack(account, name)));
    const underWay = stacks.flatMap((stack) =>
      isUnderWay(stack?.StackStatus) ? [`${stack?.StackName} (${stack?.StackStatus})`] : [],
    );
    return underWay.length === 0
      ? 'ended midway; CloudFormation has no stack under way; run the same command again'
      : `ended midway; CloudFormation goes on with ${underWay.join(' and ')}; run the same command again when that is finished`;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `ended midway, and CloudFormation does not say what is under way (${reason}); look at ${names.join(' and ')} in its console before you run the same command again`;
  }
}

/** "Stack status codes": REVIEW_IN_PROGRESS waits for a change set, which nobody may ever carry out. */
function isUnderWay(status = ''): boolean {
  return status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS';
}
