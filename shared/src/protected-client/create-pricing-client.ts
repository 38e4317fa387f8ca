import type { Log } from '../logging/log.ts';
import { readClientSettings } from './client-settings.ts';
import { ConnectionPool, type ConnectionPoolOptions } from './connection-pool.ts';
import { PricingClient } from './pricing-client.ts';

/**
 * The client as a caller makes it, once, when its module loads: settings from the environment, one pool.
 * @throws ConfigError after one log line: the process must not start half configured
 */
export function createPricingClient(log: Log, options?: ConnectionPoolOptions): PricingClient {
  try {
    const { origin, ...limits } = readClientSettings();
    return new PricingClient(new ConnectionPool(origin, options), limits);
  } catch (error) {
    log.error('not configured', { reason: error instanceof Error ? error.message : 'unknown' });
    throw error;
  }
}
