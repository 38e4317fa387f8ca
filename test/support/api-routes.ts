import { createRoutes } from '@private-lambda/shared/caller/routes';
import { ConnectionPool } from '@private-lambda/shared/protected-client/connection-pool';
import { ProtectedApi } from '@private-lambda/shared/protected-client/protected-api';
import { listRouteTables, planRoutes } from '@private-lambda/system/read-routes';
import { at } from './template.ts';

const nobody = new ProtectedApi(new ConnectionPool('http://127.0.0.1:1'), {
  deadlineMs: 1,
  attemptMs: 1,
});

/** The two route tables, with their examples. */
export const protectedRoutes = listRouteTables('protected').flatMap(({ functionKey, file }) => {
  const module: unknown = require(file);
  return planRoutes(functionKey, at(module, 'routes'));
});
export const publicRoutes = planRoutes('api', createRoutes(nobody));
