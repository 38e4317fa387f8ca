import { requireConfiguration } from '../config/require-configuration.ts';
import type { Log } from '../logging/log.ts';
import { readClientSettings } from './client-settings.ts';
import { ConnectionPool, type ConnectionPoolOptions } from './connection-pool.ts';
import { PricingClient } from './pricing-client.ts';

/**
 * The client as a caller makes it, once, when its module loads: settings from the environment, one pool.
 * @throws ConfigError after one log line: the process must not start half configured
 */
export function createPricingClient(log: Log, options?: ConnectionPoolOptions): PricingClient {
  const { origin, ...limits } = requireConfiguration(log, readClientSettings);
  return new PricingClient(new ConnectionPool(origin, options), limits);
}
