import { createRoutes } from '@private-lambda/shared/caller/routes';
import { Application } from '@private-lambda/shared/http/application';
import { NodeServer } from '@private-lambda/shared/node-server/node-server';
import { ConnectionPool } from '@private-lambda/shared/protected-client/connection-pool';
import { ProtectedApi } from '@private-lambda/shared/protected-client/protected-api';
import { listRouteTables, type PlannedRoute, planRoutes } from '@private-lambda/system/read-routes';
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

/** The public routes whose example calls the protected API: those that cannot be answered without one. */
export async function listCallingRoutes(): Promise<readonly PlannedRoute[]> {
  const second = 1_000;
  const server = new NodeServer(new Application(createRoutes(nobody)), {
    ...{ maxConnections: 100, maxBodyBytes: 1_000_000, keepAliveMs: second },
    ...{ headersMs: second, requestMs: second },
  });
  const { port } = await server.listen(0, '127.0.0.1');
  const statuses = await Promise.all(
    publicRoutes.map(
      async (route) => (await callExample(`http://127.0.0.1:${port}`, route)).status,
    ),
  );
  await server.drain(0, second);
  return publicRoutes.filter((_, index) => [503, 504].includes(statuses[index] ?? 0));
}

/**
 * Calls the example of a route.
 * @param origin address of the API, without a slash at its end
 * @param headers besides those of a body
 */
export function callExample(
  origin: string,
  { method, path, example }: Pick<PlannedRoute, 'method' | 'path' | 'example'>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const body = example?.body === undefined ? undefined : JSON.stringify(example.body);
  return fetch(origin + path, {
    method,
    headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
    ...(body && { body }),
  });
}
