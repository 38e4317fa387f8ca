import { InputError } from '@private-lambda/command-line/input-error';
import { formatCheckMarkdown } from '../format/check-markdown.ts';
import { formatCheckSarif } from '../format/check-sarif.ts';
import { formatCheck } from '../format/check-text.ts';
import { checkPolicy, type PolicyResult } from '../policy/check-policy.ts';
import { readSystemInput, type SystemOptions } from './system-options.ts';

export interface CheckOptions extends SystemOptions {
  readonly policy: string;
  readonly var?: readonly string[];
  readonly json?: boolean;
  readonly format: string;
}

/** Exit code for claims that are violated or undecided. */
const EXIT_NOT_SATISFIED = 1;

const FORMATS: Readonly<Record<string, (result: PolicyResult) => string>> = {
  text: formatCheck,
  json: ({ claims }) => JSON.stringify({ claims }, null, 2),
  markdown: formatCheckMarkdown,
  sarif: formatCheckSarif,
};

/** `reach check`: every claim of a policy. */
export async function check(options: CheckOptions): Promise<void> {
  const name = options.json ? 'json' : options.format;
  const format = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
  if (!format) {
    throw new InputError(
      'REACH_FORMAT',
      `--format ${name}: expected ${Object.keys(FORMATS).join(', ')}`,
    );
  }
  const result = await checkPolicy({
    ...readSystemInput(options),
    policyFile: options.policy,
    variables: readVariables(options.var ?? []),
  });
  process.stdout.write(`${format(result)}\n`);
  if (!result.satisfied) process.exitCode = EXIT_NOT_SATISFIED;
}

function readVariables(texts: readonly string[]): Map<string, string> {
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
