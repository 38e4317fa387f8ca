import { pathToFileURL } from 'node:url';
import { type PlannedRoute, readRoutes } from '@private-lambda/system/read-routes';
import * as v from 'valibot';
import { albEvent, context } from './alb-events.ts';
import { root } from './places.ts';

type Api = Parameters<typeof readRoutes>[0];

/** The route of an API that is measured: one that only reads, where there is one. */
export async function measuredRoute(api: Api): Promise<PlannedRoute> {
  const routes = await readRoutes(api, root);
  const own = routes.filter(({ path }) => path !== '/health');
  const route = own.find(({ method }) => method === 'GET') ?? own[0] ?? routes[0];
  if (route === undefined) throw new Error(`the ${api} API has no route`);
  return route;
}

/** An event of a route's example, as the load balancer delivers it. */
export function albEventOf({ method, path, example }: PlannedRoute): object {
  return albEvent(method, path, bodyOf(example));
}

/** The same as an HTTP API delivers it, payload format 2.0. */
export function httpApiEventOf({ method, path, example }: PlannedRoute): object {
  const body = bodyOf(example);
  return {
    version: '2.0',
    rawPath: path,
    rawQueryString: '',
    headers: {
      accept: 'application/json',
      host: 'api.example.com',
      ...(body !== '' && { 'content-type': 'application/json' }),
    },
    requestContext: {
      requestId: 'Jf3kzhvuoAMESVA=',
      stage: '$default',
      domainName: 'api.example.com',
      http: { method, path, sourceIp: '192.0.2.1' },
    },
    ...(body !== '' && { body }),
    isBase64Encoded: false,
  };
}

const bodyOf = (example: PlannedRoute['example']) =>
  example?.body === undefined ? '' : JSON.stringify(example.body);

const answerSchema = v.object({ statusCode: v.number(), body: v.string() });

/**
 * What the protected API answers to its examples, for an upstream that costs nothing.
 * @param bundle of its function
 * @returns `GET /v1/…` → status and body
 */
export async function protectedAnswers(bundle: string): Promise<Readonly<Record<string, object>>> {
  const { handler }: { handler: (event: object, context: object) => Promise<unknown> } =
    await import(pathToFileURL(bundle).href);
  const answers: Record<string, object> = {};
  for (const route of await readRoutes('protected', root)) {
    if (route.functionKey !== 'api') continue;
    const { statusCode, body } = v.parse(answerSchema, await handler(albEventOf(route), context));
    answers[`${route.method} ${route.path}`] = { status: statusCode, body };
  }
  return answers;
}
