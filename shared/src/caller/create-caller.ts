import { Application } from '../http/application.ts';
import { createLog, type Log } from '../logging/log.ts';
import type { ConnectionPoolOptions } from '../protected-client/connection-pool.ts';
import { createProtectedApi } from '../protected-client/create-protected-api.ts';
import { createRoutes } from './routes.ts';

export interface Caller {
  readonly application: Application;
  readonly log: Log;
}

/**
 * The caller of the protected API, which every service that calls it puts behind a front end of its own. It stands in
 * `shared` because two services run it, and a service imports no other.
 * @param service name of the service, for its log lines
 * @param connections left out, what one function needs: it answers one request at a time
 * @throws ConfigError after one log line
 */
export function createCaller(service: string, connections?: ConnectionPoolOptions): Caller {
  const log = createLog(service);
  const routes = createRoutes(createProtectedApi(log, connections));
  return { application: new Application(routes, log), log };
}
