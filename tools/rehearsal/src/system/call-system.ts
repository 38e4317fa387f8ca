import { setTimeout as sleep } from 'node:timers/promises';
import { type CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { Aws } from '@private-lambda/aws/clients';
import { productSchema, quoteSchema } from '@private-lambda/shared/pricing/answers';
import * as v from 'valibot';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import { Claims } from '../claims/claims.ts';
import { type DeployedSystem, physicalId } from './deployed-system.ts';

const SKU = 'DESK-100';
const QUANTITY = 3;
/** Milliseconds for one call, a cold start of both functions included. */
const CALL_TIMEOUT_MS = 30_000;
/** Milliseconds until CloudWatch Logs must show a line, and between two looks. */
const LOG_TIMEOUT_MS = 60_000;
const LOG_POLL_MS = 250;

/**
 * Calls the deployed system from outside: HTTP API → calling function → the load balancer's own name → protected
 * function. Good answers, problems as designed, and one request id in the log lines of both functions.
 * @returns what was checked, in a few words
 * @throws BrokenClaimError
 */
export async function callSystem(aws: Aws, system: DeployedSystem): Promise<string> {
  const claims = new Claims();
  const health = await call(system, 'GET', '/health');
  claims.equal('GET /health', 'answer', [health.status, health.body], [200, { status: 'ok' }]);

  const product = await call(system, 'GET', `/products/${SKU}`);
  const { listPrice } = read(productSchema, product);
  const requestedAt = Date.now();
  const quote = await call(system, 'POST', '/quotes', { sku: SKU, quantity: QUANTITY });
  const { unitPrice, discount, total } = read(quoteSchema, quote);
  claims.equal(quote.request, 'unit price', unitPrice, listPrice);
  claims.equal(quote.request, 'total', total, unitPrice * QUANTITY - discount);

  await claimProblems(claims, system);

  const requestId = claims.present(quote.request, 'apigw-requestid header', quote.requestId);
  const functions = [
    physicalId(system.publicCaller, 'ApiLambdaFunction'),
    physicalId(system.protectedApi, 'ApiLambdaFunction'),
  ];
  for (const name of functions) await untilLogged(aws.logs, name, requestId, requestedAt);
  return `product, quote and ${problems.length} problems through the load balancer; request id ${requestId} in both functions' logs`;
}

interface Problem {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  readonly contentType?: string;
  readonly status: number;
  /** Of the problem details; undefined for an answer of AWS's own. */
  readonly code?: string;
}

const problems: readonly Problem[] = [
  { method: 'GET', path: '/products/NO-SUCH-SKU', status: 404, code: 'PRICING_UNKNOWN_SKU' },
  {
    method: 'POST',
    path: '/quotes',
    body: { sku: 'NO-SUCH-SKU', quantity: 1 },
    status: 422,
    code: 'PRICING_UNKNOWN_SKU',
  },
  {
    method: 'POST',
    path: '/quotes',
    body: { sku: SKU, quantity: 0 },
    status: 422,
    code: 'PRICING_INVALID_QUOTE',
  },
  {
    method: 'POST',
    path: '/quotes',
    body: 'sku=DESK-100',
    contentType: 'text/plain',
    status: 415,
    code: 'HTTP_NOT_JSON',
  },
  { method: 'GET', path: '/v1/products/DESK-100', status: 404 },
];

const problemSchema = v.object({ code: v.string() });

async function claimProblems(claims: Claims, system: DeployedSystem): Promise<void> {
  for (const { method, path, body, contentType, status, code } of problems) {
    const answer = await call(system, method, path, body, contentType);
    claims.equal(answer.request, 'status', answer.status, status);
    if (code === undefined) continue;
    claims.equal(answer.request, 'content type', answer.contentType, 'application/problem+json');
    claims.equal(answer.request, 'code', read(problemSchema, answer).code, code);
  }
}

interface Answer {
  /** `POST /quotes`, for messages. */
  readonly request: string;
  readonly status: number;
  readonly contentType: string | undefined;
  /** Parsed when it is JSON. */
  readonly body: unknown;
  readonly requestId: string | undefined;
}

export async function call(
  { publicUrl }: DeployedSystem,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
  contentType = 'application/json',
): Promise<Answer> {
  const request = `${method} ${path}`;
  try {
    const response = await fetch(publicUrl + path, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': contentType },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
      signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
    });
    const text = await response.text();
    const type = response.headers.get('content-type')?.split(';')[0];
    return {
      request,
      status: response.status,
      contentType: type,
      body: type?.endsWith('json') ? JSON.parse(text) : text,
      requestId: response.headers.get('apigw-requestid') ?? undefined,
    };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BrokenClaimError(`${request}: no answer (${reason})`, { cause });
  }
}

function read<T>(schema: v.GenericSchema<unknown, T>, { request, status, body }: Answer): T {
  const result = v.safeParse(schema, body);
  if (result.success) return result.output;
  throw new BrokenClaimError(`${request}: the answer is ${status} ${JSON.stringify(body)}`);
}

/** @throws BrokenClaimError when no line of the function carries the id in time */
async function untilLogged(
  logs: CloudWatchLogsClient,
  functionName: string,
  requestId: string,
  since: number,
): Promise<void> {
  const logGroupName = `/aws/lambda/${functionName}`;
  const deadline = Date.now() + LOG_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const { events = [] } = await logs.send(
      // Clocks differ a little.
      new FilterLogEventsCommand({ logGroupName, startTime: since - 60_000 }),
    );
    const lines = events.map(({ message = '' }) => message);
    if (lines.some((line) => line.includes(`"requestId":"${requestId}"`))) return;
    await sleep(LOG_POLL_MS);
  }
  throw new BrokenClaimError(
    `${logGroupName}: no line with request id ${requestId} within ${LOG_TIMEOUT_MS / 1000} s`,
  );
}
