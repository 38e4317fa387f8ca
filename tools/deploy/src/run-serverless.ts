import { join } from 'node:path';
import type { Account } from '@private-lambda/aws/account';
import { EXIT_UNEXPECTED } from '@private-lambda/command-line/exit-codes';
import { say } from '@private-lambda/command-line/say';
import { untilToldToEnd } from '@private-lambda/command-line/until-told-to-end';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { serverlessProgram } from '@private-lambda/packaging/serverless-program';
import { execa } from 'execa';
import { describeUnderWay } from './under-way.ts';

export interface ServerlessRuns {
  readonly command: 'deploy' | 'remove';
  readonly stage: string;
  readonly account: Pick<Account, 'cloudFormation' | 'environment'>;
  /** Names of the stacks that the runs are about. */
  readonly stacks: readonly string[];
}

/**
 * Runs osls on this terminal, one run after the other. Whoever ends this process in between is told which stacks
 * CloudFormation goes on with, once osls has ended.
 * @returns runs compose at the root (undefined), or one service in its folder, and gives the exit code of osls, or that
 *   of the signal
 */
export function serverlessRuns({ command, stage, account, stacks }: ServerlessRuns) {
  let told: number | undefined;
  const end = new AbortController();
  void untilToldToEnd().then((code) => {
    told = code;
    end.abort();
  });
  return async (service: string | undefined): Promise<number> => {
    const result = await execa(process.execPath, [serverlessProgram, command, '--stage', stage], {
      cwd: service === undefined ? repositoryRoot : join(repositoryRoot, 'services', service),
      env: account.environment,
      extendEnv: false,
      // Given a terminal's keys, compose takes Ctrl-C for itself, and ends with exit code 0.
      stdin: service === undefined ? 'ignore' : 'inherit',
      stdout: 'inherit',
      stderr: 'inherit',
      reject: false,
      cancelSignal: end.signal,
      forceKillAfterDelay: false,
    });
    if (told === undefined && result.exitCode !== undefined) return result.exitCode;
    if (told === undefined)
      say(
        `${command}: osls ${result.signal ? `was ended by ${result.signal}` : `cannot be started: ${result.originalMessage}`}`,
      );
    say(`${command}: ${await describeUnderWay(account, stacks)}`);
    return told ?? EXIT_UNEXPECTED;
  };
}
