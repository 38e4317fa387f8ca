import * as v from 'valibot';
import { readEnvironment } from '../config/read-environment.ts';
import { secondsAsMs } from '../config/seconds-as-ms.ts';
import type { NodeServerOptions } from './node-server.ts';

const integer = (min: number, max: number) => {
  const expected = `an integer from ${min} to ${max}`;
  return v.pipe(
    v.string(expected),
    v.regex(/^\d+$/, expected),
    v.transform(Number),
    v.minValue(min, expected),
    v.maxValue(max, expected),
  );
};

/** The environment of a service that is a server of its own; every variable may be left out. */
const settingsSchema = v.object({
  HOST: v.optional(v.string(), '0.0.0.0'),
  PORT: v.optional(integer(0, 65_535), '8080'),
  MAX_CONNECTIONS: v.optional(integer(1, 50_000), '1000'),
  MAX_BODY_BYTES: v.optional(integer(1_000_000, 1_000_000_000), '32000000'),
  HEADERS_SECONDS: v.optional(secondsAsMs(0.1), '10'),
  REQUEST_SECONDS: v.optional(secondsAsMs(0.1), '15'),
  KEEP_ALIVE_SECONDS: v.optional(secondsAsMs(0.1), '65'),
  DRAIN_GRACE_SECONDS: v.optional(secondsAsMs(0), '5'),
  DRAIN_DEADLINE_SECONDS: v.optional(secondsAsMs(0), '40'),
});

export interface NodeServerSettings extends NodeServerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Milliseconds after SIGTERM during which the server goes on accepting connections. */
  readonly drainGraceMs: number;
  /** Milliseconds after SIGTERM at which what is still under way is cut. */
  readonly drainDeadlineMs: number;
}

/** @throws ConfigError naming the variable that is wrong */
export function readNodeServerSettings(
  environment?: Readonly<Record<string, string | undefined>>,
): NodeServerSettings {
  const settings = readEnvironment(settingsSchema, environment);
  return {
    host: settings.HOST,
    port: settings.PORT,
    maxConnections: settings.MAX_CONNECTIONS,
    maxBodyBytes: settings.MAX_BODY_BYTES,
    headersMs: settings.HEADERS_SECONDS,
    requestMs: settings.REQUEST_SECONDS,
    keepAliveMs: settings.KEEP_ALIVE_SECONDS,
    drainGraceMs: settings.DRAIN_GRACE_SECONDS,
    drainDeadlineMs: settings.DRAIN_DEADLINE_SECONDS,
  };
}
