import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { execa } from 'execa';

const serverless = join(
  dirname(createRequire(import.meta.url).resolve('serverless/package.json')),
  'bin',
  'serverless.js',
);

export interface ServerlessRun {
  readonly command: 'deploy' | 'remove';
  readonly stage: string;
  /** One service alone; the whole system in the order of serverless-compose.yml when left out. */
  readonly service?: string | undefined;
}

/**
 * Runs osls on this terminal: compose at the root, or one service in its folder.
 * @returns its exit code
 */
export async function runServerless({ command, stage, service }: ServerlessRun): Promise<number> {
  const result = await execa(process.execPath, [serverless, command, '--stage', stage], {
    cwd: service === undefined ? repositoryRoot : join(repositoryRoot, 'services', service),
    stdio: 'inherit',
    reject: false,
  });
  return result.exitCode ?? 1;
}
