import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';

const program = createRequire(import.meta.url).resolve('serverless/bin/serverless.js');

export interface ServerlessResult {
  readonly succeeded: boolean;
  /** Standard output and standard error. */
  readonly output: string;
}

/**
 * `serverless …` as a user runs it, in a process of its own. In the root of the repository it is a compose command.
 * @param environment on top of a clean one: no setting of the user's AWS account is inherited
 */
export function runServerless(
  directory: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<ServerlessResult> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [program, ...args],
      {
        cwd: directory,
        env: { ...cleanEnvironment(), ...environment },
        maxBuffer: 64 * 1024 * 1024,
      },
      (error, stdout, stderr) => {
        resolve({ succeeded: error === null, output: `${stdout}\n${stderr}`.trim() });
      },
    );
  });
}

function cleanEnvironment(): Record<string, string | undefined> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS|SLS)_/.test(name));
  return {
    ...Object.fromEntries(inherited),
    // As npm does: compose starts osls by its name.
    PATH: [join(repositoryRoot, 'node_modules', '.bin'), process.env['PATH']].join(delimiter),
    SLS_TELEMETRY_DISABLED: '1',
    SLS_NOTIFICATIONS_MODE: 'off',
    // Milliseconds between two looks at the stack.
    SLS_AWS_MONITORING_FREQUENCY: '100',
    NO_COLOR: '1',
    FORCE_COLOR: '0',
    NODE_NO_WARNINGS: '1',
  };
}
