import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CloudWatchLogsClient,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Aws } from '@private-lambda/aws/clients';
import { listAll } from '@private-lambda/inventory/list-all';
import { type PlannedRoute, readRoutes } from '@private-lambda/system/read-routes';
import * as v from 'valibot';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import { Claims } from '../claims/claims.ts';
import { type Answer, call } from './call.ts';
import { claimRefusals } from './claim-refusals.ts';
import { type Credentials, credentialsFor } from './credentials.ts';
import { type DeployedSystem, physicalId } from './deployed-system.ts';

/** Milliseconds until CloudWatch Logs must show a line, and between two looks. */
const LOG_TIMEOUT_MS = 60_000;
const LOG_POLL_MS = 250;
/** Where `npm run smoke` finds a token: not in an argument, which every process of the machine can read. */
export const TOKEN_VARIABLE = 'SMOKE_TOKEN';

/**
 * Calls the deployed system from outside: HTTP API → calling function → the load balancer's own name → protected
 * function. The example of every route, problems as designed, and one request id in the log lines of both functions.
 * Where the stage has an authorizer, every route refuses who brings nothing.
 * @param token for a stage whose callers bring one; without it nothing behind the authorizer is called
 * @returns what was checked, in a few words
 * @throws BrokenClaimError
 */
export async function callSystem(
  aws: Aws,
  system: DeployedSystem,
  token?: string,
): Promise<string> {
  const claims = new Claims();
  const routes = await readRoutes('public');
  const refusal = await claimRefusals(claims, system, routes);
  const credentials = credentialsFor(aws, system.settings, token);
  if (!credentials) {
    return `${routes.length} routes refuse who brings no token (${refusal}); there is none in ${TOKEN_VARIABLE}, so nothing behind them was called`;
  }
  const requestedAt = Date.now();
  const requestIds: string[] = [];
  for (const { route, method, path, example } of routes) {
    const { status, body } = claims.present(route, 'example', example);
    const answer = await call(system, method, path, credentials, body);
    claims.equal(answer.request, 'status', answer.status, status);
    requestIds.push(claims.present(answer.request, 'apigw-requestid header', answer.requestId));
  }
  const problems = problemsOf(routes, await readRoutes('protected'));
  for (const problem of problems) await claimProblem(claims, system, credentials, problem);
  const functions = [system.publicCaller, system.protectedApi].map((stack) =>
    physicalId(stack, 'ApiLambdaFunction'),
  );
  const seen = await untilLogged(aws.logs, functions, requestIds, requestedAt);
  return `${routes.length} routes and ${problems.length} problems through the load balancer; request id ${seen} in both functions' logs`;
}

interface Problem {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
  readonly status: number;
  /** Of the problem details; undefined for an answer of AWS's own. */
  readonly code?: string;
}

/** What is not JSON is refused, and no path of the protected API is one of the public API. */
function problemsOf(
  publicRoutes: readonly PlannedRoute[],
  protectedRoutes: readonly PlannedRoute[],
): readonly Problem[] {
  const isPublic = ({ path }: PlannedRoute) => publicRoutes.some((route) => route.path === path);
  return [
    ...publicRoutes
      .filter(({ example }) => example?.body !== undefined)
      .map(({ method, path }) => ({
        method,
        path,
        body: 'not JSON',
        status: 415,
        code: 'HTTP_NOT_JSON',
      })),
    ...protectedRoutes
      .filter((route) => !isPublic(route))
      .map(({ method, path, example }) => ({
        method,
        path,
        ...(example?.body !== undefined && { body: JSON.stringify(example.body) }),
        status: 404,
      })),
  ];
}

const problemSchema = v.object({ code: v.string() });

async function claimProblem(
  claims: Claims,
  system: DeployedSystem,
  credentials: Credentials,
  { method, path, body, status, code }: Problem,
): Promise<void> {
  const answer = await call(system, method, path, credentials, body, 'text/plain');
  claims.equal(answer.request, 'status', answer.status, status);
  if (code === undefined) return;
  claims.equal(answer.request, 'content type', answer.contentType, 'application/problem+json');
  claims.equal(answer.request, 'code', read(problemSchema, answer).code, code);
}

function read<T>(schema: v.GenericSchema<unknown, T>, { request, status, body }: Answer): T {
  const result = v.safeParse(schema, body);
  if (result.success) return result.output;
  throw new BrokenClaimError(`${request}: the answer is ${status} ${JSON.stringify(body)}`);
}

/**
 * The request that both functions have logged.
 * @throws BrokenClaimError when none of the requests shows up in the logs of every function in time
 */
export async function untilLogged(
  logs: CloudWatchLogsClient,
  functions: readonly string[],
  requestIds: readonly string[],
  since: number,
): Promise<string> {
  const deadline = Date.now() + LOG_TIMEOUT_MS;
  do {
    const texts = await Promise.all(functions.map((name) => readLog(logs, name, since)));
    const seen = requestIds.find((id) =>
      texts.every((text) => text.includes(`"requestId":"${id}"`)),
    );
    if (seen !== undefined) return seen;
    await sleep(LOG_POLL_MS);
  } while (Date.now() < deadline);
  throw new BrokenClaimError(
    `${functions.join(', ')}: no request of ${requestIds.join(', ')} is in the logs of all within ${LOG_TIMEOUT_MS / 1000} s`,
  );
}

async function readLog(logs: CloudWatchLogsClient, functionName: string, since: number) {
  const pages = paginateFilterLogEvents(
    { client: logs },
    // Clocks differ a little.
    { logGroupName: `/aws/lambda/${functionName}`, startTime: since - 60_000 },
  );
  const events = await listAll(pages, (page) => page.events);
  return events.map(({ message = '' }) => message).join('\n');
}
