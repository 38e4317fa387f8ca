import { createRoutes } from '@private-lambda/shared/caller/routes';
import { ConnectionPool } from '@private-lambda/shared/protected-client/connection-pool';
import { ProtectedApi } from '@private-lambda/shared/protected-client/protected-api';
import { planRoutes } from '@private-lambda/system/read-routes';
import { routes } from '../../services/protected-api/src/routes.ts';

const nobody = new ProtectedApi(new ConnectionPool('http://127.0.0.1:1'), {
  deadlineMs: 1,
  attemptMs: 1,
});

/** The two route tables, with their examples. */
export const protectedRoutes = planRoutes(routes);
export const publicRoutes = planRoutes(createRoutes(nobody));
