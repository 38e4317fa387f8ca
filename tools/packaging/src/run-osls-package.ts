import { execFile } from 'node:child_process';
import { devNull } from 'node:os';
import { promisify } from 'node:util';
import { InputError } from '@private-lambda/command-line/input-error';
import { endWithParent } from './end-with-parent.ts';
import { serverlessProgram } from './serverless-program.ts';

const runFile = promisify(execFile);

export interface PackageRun {
  /** Folder with `serverless.yml`. */
  serviceDirectory: string;
  stage: string;
  /** Absolute folder for what osls writes; osls empties it first. */
  outputDirectory: string;
}

/**
 * `serverless package` in an environment without AWS settings, so that the same templates come out everywhere.
 * Not for two stages of one service at a time: osls builds in the service's own `.serverless/`.
 * @throws {InputError} PACKAGING_FAILED with the reason that osls gives
 */
export async function runOslsPackage({ serviceDirectory, stage, outputDirectory }: PackageRun) {
  const command = ['package', '--stage', stage, '--package', outputDirectory];
  try {
    await runFile(process.execPath, [serverlessProgram, ...command], {
      cwd: serviceDirectory,
      env: cleanEnvironment(),
    });
  } catch (error) {
    throw new InputError(
      'PACKAGING_FAILED',
      `serverless ${command.slice(0, 3).join(' ')} failed in ${serviceDirectory}: ${reasonOf(error)}`,
      { cause: error },
    );
  }
}

function cleanEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS|SLS)_/.test(name));
  return {
    ...Object.fromEntries(inherited),
    AWS_SDK_LOAD_CONFIG: '0',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    SLS_NOTIFICATIONS_MODE: 'off',
    SLS_TELEMETRY_DISABLED: '1',
    NO_COLOR: '1',
    // Whoever packages next must not meet what a run that was ended still writes.
    NODE_OPTIONS: endWithParent(),
  };
}

/** osls closes its output with `Error:` and the reason. */
function reasonOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('stdout' in error && 'stderr' in error)) {
    return String(error);
  }
  const output = `${error.stderr}\n${error.stdout}`.trim();
  return output.split(/^Error:\s*$/m)[1]?.trim() ?? output;
}
