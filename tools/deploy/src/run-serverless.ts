import { join } from 'node:path';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { serverlessProgram } from '@private-lambda/packaging/serverless-program';
import { execa } from 'execa';

export interface ServerlessRun {
  readonly command: 'deploy' | 'remove';
  readonly stage: string;
  /** One service alone; the whole system in the order of serverless-compose.yml when left out. */
  readonly service?: string | undefined;
  /** Of the account and Region to use, and no other. */
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * Runs osls on this terminal: compose at the root, or one service in its folder.
 * @returns its exit code
 */
export async function runServerless(run: ServerlessRun): Promise<number> {
  const { command, stage, service, environment } = run;
  const result = await execa(process.execPath, [serverlessProgram, command, '--stage', stage], {
    cwd: service === undefined ? repositoryRoot : join(repositoryRoot, 'services', service),
    env: environment,
    extendEnv: false,
    stdio: 'inherit',
    reject: false,
  });
  return result.exitCode ?? 1;
}
