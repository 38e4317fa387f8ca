import { describeAccount, openAccount } from '@private-lambda/aws/account';
import { InputError } from '@private-lambda/command-line/input-error';
import { readStage } from '@private-lambda/packaging/read-stage';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { BrokenClaimError } from './claims/broken-claim-error.ts';
import { Reporter } from './report/reporter.ts';
import { callSystem, TOKEN_VARIABLE } from './system/call-system.ts';
import { compareSystem } from './system/compare-system.ts';
import { readSystem } from './system/deployed-system.ts';

/**
 * Calls a deployed stage and compares it with its design, on whatever AWS the environment points to. It changes
 * nothing; its calls are the only trace.
 * @returns the exit code: 0, or 1 at the first broken claim
 * @throws InputError for a stage without a file
 */
export async function smoke(stage: string): Promise<number> {
  const reporter = new Reporter();
  const account = await openAccount({ stage, settings: readStage(stage) });
  reporter.say(`Stage ${stage} in ${describeAccount(account)}`);
  try {
    const system = await readSystem(account, stage, repositoryRoot);
    await reporter.during('call', () =>
      callSystem(account, system, process.env[TOKEN_VARIABLE] || undefined),
    );
    await reporter.during(
      'compare',
      async () => `${await compareSystem(account, system)} claims hold`,
    );
    return 0;
  } catch (error) {
    if (error instanceof InputError) throw error;
    if (error instanceof BrokenClaimError || isAboutAResource(error)) {
      reporter.failure('broken', error.message);
      return 1;
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(
      'SMOKE_AWS_UNREADABLE',
      `AWS cannot be read (${reason}); expected credentials and Region as for the AWS CLI, such as AWS_PROFILE and AWS_REGION`,
      { cause: error },
    );
  } finally {
    reporter.close();
  }
}

/** AWS's errors for a resource that a stack lists and that is not there any more. */
function isAboutAResource(error: unknown): error is Error {
  return error instanceof Error && /NotFound/.test(error.name);
}
