import { requireConfiguration } from '../config/require-configuration.ts';
import type { Log } from '../logging/log.ts';
import { readClientSettings } from './client-settings.ts';
import { ConnectionPool, type ConnectionPoolOptions } from './connection-pool.ts';
import { ProtectedApi } from './protected-api.ts';

/**
 * The protected API as a caller makes it, once, when its module loads: settings from the environment, one pool.
 * @throws ConfigError after one log line: the process must not start half configured
 */
export function createProtectedApi(log: Log, options?: ConnectionPoolOptions): ProtectedApi {
  const { origin, ca, ...limits } = requireConfiguration(log, readClientSettings);
  const pool = new ConnectionPool(origin, {
    ...options,
    // Said here, NODE_TLS_REJECT_UNAUTHORIZED cannot switch it off.
    connect: { ...options?.connect, ...(ca !== undefined && { ca }), rejectUnauthorized: true },
  });
  return new ProtectedApi(pool, limits);
}
