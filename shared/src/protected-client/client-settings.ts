import * as v from 'valibot';
import { readEnvironment } from '../config/read-environment.ts';
import { secondsAsMs } from '../config/seconds-as-ms.ts';

const ORIGIN = 'an http or https address without path, such as http://127.0.0.1:3003';

const originSchema = v.pipe(
  v.string(ORIGIN),
  v.check(isOrigin, ORIGIN),
  v.transform((value) => new URL(value).origin),
  v.description(ORIGIN),
);
/** The environment of every caller of the protected API. */
const settingsSchema = v.object({
  PROTECTED_API_URL: originSchema,
  CALL_DEADLINE_SECONDS: secondsAsMs(0.1),
  CALL_ATTEMPT_SECONDS: secondsAsMs(0.1),
});

export interface ClientSettings {
  readonly origin: string;
  readonly deadlineMs: number;
  readonly attemptMs: number;
}

/** @throws ConfigError naming the variable that is missing or wrong */
export function readClientSettings(
  environment?: Readonly<Record<string, string | undefined>>,
): ClientSettings {
  const settings = readEnvironment(settingsSchema, environment);
  return {
    origin: settings.PROTECTED_API_URL,
    deadlineMs: settings.CALL_DEADLINE_SECONDS,
    attemptMs: settings.CALL_ATTEMPT_SECONDS,
  };
}

function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, href, origin } = new URL(value);
  return (protocol === 'http:' || protocol === 'https:') && href === `${origin}/`;
}
