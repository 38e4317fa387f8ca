import { execFile } from 'node:child_process';

export interface ProgramResult {
  /** It could not be started, or ended with another exit code than 0. */
  failed: boolean;
  stdout: string;
  stderr: string;
}

/** checkov lists every check it made: a few MB over all templates. */
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

/** Runs a program to its end, without a shell. Never rejects. */
export function runProgram(
  program: string,
  args: readonly string[],
  env = process.env,
): Promise<ProgramResult> {
  return new Promise((resolve) => {
    execFile(program, args, { env, maxBuffer: MAX_OUTPUT_BYTES }, (error, stdout, stderr) => {
      resolve({ failed: error !== null, stdout, stderr: stderr || (error?.message ?? '') });
    });
  });
}
