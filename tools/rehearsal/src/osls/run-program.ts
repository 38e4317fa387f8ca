import { execFile } from 'node:child_process';
import { devNull } from 'node:os';
import { delimiter, join } from 'node:path';
import { endWithParent } from '@private-lambda/packaging/end-with-parent';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';

export interface Program {
  /** A JavaScript file, absolute. */
  readonly script: string;
  readonly args: readonly string[];
  /** Where it runs. */
  readonly directory: string;
}

export interface ProgramRun extends Program {
  /** On top of a clean environment: no setting of the user's own AWS account is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Settings of another account, or of a way to it. */
const FOREIGN = /^(AWS|SLS)_|^(https?|all)_proxy$/i;

/** More than a compose deploy ever says. */
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** Runs a program as a user does, in a process of its own. Never rejects. */
export function runProgram({ script, args, directory, environment, signal }: ProgramRun) {
  return new Promise<{ succeeded: boolean; output: string }>((resolve) => {
    execFile(
      process.execPath,
      [script, ...args],
      {
        cwd: directory,
        env: { ...cleanEnvironment(), ...environment },
        maxBuffer: MAX_OUTPUT_BYTES,
        signal,
      },
      (error, stdout, stderr) => {
        resolve({ succeeded: error === null, output: `${stdout}\n${stderr}`.trim() });
      },
    );
  });
}

function cleanEnvironment(): Record<string, string | undefined> {
  const inherited = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
  return {
    ...Object.fromEntries(inherited),
    // Nor of the user's files: one of them could say that endpoints are to be ignored.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    // As npm does: compose starts osls by its name.
    PATH: [join(repositoryRoot, 'node_modules', '.bin'), process.env['PATH']].join(delimiter),
    NODE_OPTIONS: endWithParent(),
    SLS_TELEMETRY_DISABLED: '1',
    SLS_NOTIFICATIONS_MODE: 'off',
    // Milliseconds between two looks at the stack.
    SLS_AWS_MONITORING_FREQUENCY: '100',
    NO_COLOR: '1',
    FORCE_COLOR: '0',
    NODE_NO_WARNINGS: '1',
  };
}
