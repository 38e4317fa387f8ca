import { EXIT_NO } from '@private-lambda/command-line/exit-codes';
import { InputError } from '@private-lambda/command-line/input-error';
import { visibleText } from '@private-lambda/command-line/visible-text';
import { checkFormat } from '../format/check-formats.ts';
import { checkPolicy } from '../policy/check-policy.ts';
import { readSystemInput, type SystemOptions } from './system-options.ts';

export interface CheckOptions extends SystemOptions {
  readonly policy: string;
  readonly var?: readonly string[];
  readonly json?: boolean;
  readonly closed?: boolean;
  readonly format: string;
}

/** `reach check`: every claim of a policy. */
export async function check(options: CheckOptions): Promise<void> {
  const format = checkFormat(options.json ? 'json' : options.format);
  const result = await checkPolicy({
    ...(await readSystemInput(options)),
    policyFile: options.policy,
    variables: readVariables(options.var ?? []),
    closed: options.closed === true,
  });
  process.stdout.write(`${format([result])}\n`);
  if (options.closed !== true) {
    for (const { message } of result.dangling) {
      process.stderr.write(`warning: ${visibleText(message)}\n`);
    }
  }
  if (!result.satisfied) process.exitCode = EXIT_NO;
}

export function readVariables(texts: readonly string[]): Map<string, string> {
  return new Map(
    texts.map((text) => {
      const [, name, value] = /^([\w.]+)=(.+)$/.exec(text) ?? [];
      if (name === undefined || value === undefined) {
        throw new InputError('REACH_VAR_FORM', `--var ${text}: expected NAME=VALUE`);
      }
      return [name, value];
    }),
  );
}
