import { Application } from '@private-lambda/shared/http/application';
import { createHttpApiHandler } from '@private-lambda/shared/http/http-api-handler';
import { isRecord } from '@private-lambda/shared/http/is-record';
import type { CallLimits } from '@private-lambda/shared/protected-client/call-upstream';
import {
  ConnectionPool,
  type ConnectionPoolOptions,
} from '@private-lambda/shared/protected-client/connection-pool';
import { ProtectedApi } from '@private-lambda/shared/protected-client/protected-api';
import { httpApiFaults } from '../../../../shared/test/support/check-answer.ts';
import { httpApiEvent } from '../../../../shared/test/support/http-api-event.ts';
import { createRoutes, ITEM, ITEM_ID } from '../../../../shared/test/support/items/item-routes.ts';
import { recordLog } from '../../../../shared/test/support/recorded-log.ts';

export interface CallerAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly retryAfter: string | undefined;
  /** The one log line of the call. */
  readonly logged: Record<string, unknown>;
  readonly tookMs: number;
}

export interface Caller {
  /** `GET /items/{id}` */
  get(id?: string, remainingMs?: number): Promise<CallerAnswer>;
  /** `POST /items` */
  post(id?: string, remainingMs?: number): Promise<CallerAnswer>;
  close(): Promise<void>;
}

/** Those of the stage files. */
const stageLimits: CallLimits = { deadlineMs: 12_000, attemptMs: 5_500 };
/** For time-outs that a test waits for. */
export const shortLimits: CallLimits = { deadlineMs: 900, attemptMs: 300 };

/** Routes of the tests' own behind the public caller's front end, with limits and a pool of the test's choice. */
export function createCaller(
  origin: string,
  limits = stageLimits,
  options: ConnectionPoolOptions = {},
): Caller {
  const pool = new ConnectionPool(origin, options);
  const routes = createRoutes(new ProtectedApi(pool, limits));

  async function send(event: unknown, remainingMs: number): Promise<CallerAnswer> {
    const { log, entries } = recordLog();
    const startedAt = performance.now();
    const handler = createHttpApiHandler(new Application(routes, log));
    const answer = await handler(event, { getRemainingTimeInMillis: () => remainingMs });
    const tookMs = performance.now() - startedAt;
    expect(httpApiFaults(answer, {})).toEqual([]);
    expect(entries()).toHaveLength(1);
    const body: unknown = JSON.parse(answer.body ?? 'null');
    return {
      status: answer.statusCode,
      body: isRecord(body) ? body : {},
      retryAfter: answer.headers['Retry-After'],
      logged: entries()[0] ?? {},
      tookMs,
    };
  }

  return {
    get: (id = ITEM_ID, remainingMs = 15_000) =>
      send(httpApiEvent({ path: `/items/${id}` }), remainingMs),
    post: (id = ITEM_ID, remainingMs = 15_000) =>
      send(
        httpApiEvent({
          method: 'POST',
          path: '/items',
          headers: [['content-type', 'application/json']],
          body: ITEM.replace(ITEM_ID, id),
        }),
        remainingMs,
      ),
    close: () => pool.close(),
  };
}
