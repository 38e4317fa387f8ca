import type { RequestContext } from '../http/http-request.ts';
import type { ConnectionPool } from './connection-pool.ts';
import { exchange, type UpstreamAnswer, type UpstreamRequest } from './exchange.ts';
import { UpstreamFault } from './upstream-fault.ts';

export interface CallLimits {
  /** Milliseconds for the whole call, retry included. */
  readonly deadlineMs: number;
  /** Milliseconds for one attempt. */
  readonly attemptMs: number;
}

/** Milliseconds between two attempts: random, so that callers that failed together do not return together. */
const MIN_PAUSE_MS = 25;
export const MAX_PAUSE_MS = 250;
/** Milliseconds of the invocation kept for answering the client. */
export const ANSWER_RESERVE_MS = 500;

/** What an ALB answers when it has no healthy way to the function; trying again may find one. */
const RETRIED_STATUS = new Set([502, 503, 504]);

/**
 * Sends a request within the deadline. A GET is sent a second time when the first attempt gave no answer, or a 502,
 * 503 or 504; a POST never is: whether it had its effect is not known.
 * @param context when the invocation ends, and whether the client is still there
 * @throws UpstreamFault
 */
export async function callUpstream(
  pool: ConnectionPool,
  request: UpstreamRequest,
  limits: CallLimits,
  { endsAt, signal }: Pick<RequestContext, 'endsAt' | 'signal'>,
): Promise<UpstreamAnswer> {
  const deadline = Math.min(Date.now() + limits.deadlineMs, endsAt - ANSWER_RESERVE_MS);
  const attempt = (again: boolean) => {
    if (Date.now() >= deadline) throw new UpstreamFault('UPSTREAM_TIMEOUT');
    return pool.use(
      (connection) => {
        // Less than before where the call had to wait for its connection, and never none.
        const remaining = Math.max(1, deadline - Date.now());
        const timeoutMs = Math.min(limits.attemptMs, remaining);
        return exchange(connection, request, { timeoutMs, budget: pool.answers, signal });
      },
      { again, signal },
    );
  };
  if (request.method !== 'GET') return attempt(false);

  let first: UpstreamAnswer | UpstreamFault;
  try {
    first = await attempt(false);
    if (!RETRIED_STATUS.has(first.status)) return first;
  } catch (error) {
    if (!(error instanceof UpstreamFault) || !error.gaveNoAnswer) throw error;
    first = error;
  }
  const pause = MIN_PAUSE_MS + Math.random() * (MAX_PAUSE_MS - MIN_PAUSE_MS);
  if (Date.now() + pause < deadline) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    return attempt(true);
  }
  if (first instanceof UpstreamFault) throw first;
  return first;
}
