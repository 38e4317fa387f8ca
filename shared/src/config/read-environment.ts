import * as v from 'valibot';
import { AppError } from '../errors/app-error.ts';
import { describeValue } from './describe-value.ts';

/** A missing or bad environment variable: code `CONFIG_INVALID`, one line that names it. */
export class ConfigError extends AppError {}

/**
 * Reads configuration from environment variables, once, at start.
 * @param schema an entry per variable, from its text to its value; the message of a check says what is expected
 * @throws ConfigError naming the variable, what was found (describe-value.ts) and what is expected
 */
export function readEnvironment<Entries extends v.ObjectEntries>(
  schema: v.ObjectSchema<Entries, undefined>,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): v.InferOutput<v.ObjectSchema<Entries, undefined>> {
  const result = v.safeParse(schema, environment);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const name = v.getDotPath(issue) ?? 'the environment';
  const value = environment[name];
  const expected = value === undefined ? expectedOf(schema, name) : issue.message;
  throw new ConfigError(
    'CONFIG_INVALID',
    `Environment variable ${name} ${describeValue(value)}; expected ${expected}`,
  );
}

/** The description that the schema carries for a variable (`v.description`), for when there is nothing to check. */
function expectedOf(schema: v.ObjectSchema<v.ObjectEntries, undefined>, name: string): string {
  const entry = schema.entries[name];
  return (entry && v.getDescription(entry)) ?? 'a value';
}
