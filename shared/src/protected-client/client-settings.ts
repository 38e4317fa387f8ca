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
const CA = 'certificates in PEM, or nothing';

/** What `apiCertificateAuthority` of a stage says; empty where it says nothing. */
const caSchema = v.optional(
  v.pipe(v.string(CA), v.check(isEmptyOrCertificates, CA), v.description(CA)),
  '',
);
/** The environment of every caller of the protected API. */
const settingsSchema = v.object({
  PROTECTED_API_URL: originSchema,
  PROTECTED_API_CA: caSchema,
  CALL_DEADLINE_SECONDS: secondsAsMs(0.1),
  CALL_ATTEMPT_SECONDS: secondsAsMs(0.1),
});

export interface ClientSettings {
  readonly origin: string;
  /** PEM: the authorities whose certificates are trusted, and no others; undefined for those that Node trusts. */
  readonly ca: string | undefined;
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
    // A text of spaces is none, too: with it nobody would be trusted.
    ca: settings.PROTECTED_API_CA.trim() ? settings.PROTECTED_API_CA : undefined,
    deadlineMs: settings.CALL_DEADLINE_SECONDS,
    attemptMs: settings.CALL_ATTEMPT_SECONDS,
  };
}

function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, href, origin } = new URL(value);
  return (protocol === 'http:' || protocol === 'https:') && href === `${origin}/`;
}

/** Node would take a text that is none, and trust nobody. */
function isEmptyOrCertificates(value: string): boolean {
  const [before = '', ...certificates] = value.split('-----BEGIN CERTIFICATE-----');
  return before.trim() === '' && certificates.every(isCertificate);
}

function isCertificate(rest: string): boolean {
  // Most callers have none, and `node:crypto` would be a tenth of their cold start.
  const { X509Certificate } = process.getBuiltinModule('node:crypto');
  try {
    return new X509Certificate(`-----BEGIN CERTIFICATE-----${rest}`).raw.length > 0;
  } catch {
    return false;
  }
}
