import type { Invocation } from './application.ts';
import { acceptRequestId, readTraceId } from './correlation.ts';
import { isRecord } from './is-record.ts';

/** Milliseconds that an invocation is taken to have where nothing says so (a local run, a test). */
const DEFAULT_REMAINING_MS = 30_000;

/**
 * Reads Lambda's context object. Emulators leave parts of it out.
 * Source: Lambda developer guide, "Using the Lambda context object to retrieve Node.js function information".
 */
export function readInvocation(context: unknown): Invocation {
  const { awsRequestId, getRemainingTimeInMillis } = isRecord(context) ? context : {};
  const remaining: unknown =
    typeof getRemainingTimeInMillis === 'function'
      ? getRemainingTimeInMillis.call(context)
      : DEFAULT_REMAINING_MS;
  return {
    fallbackRequestId: acceptRequestId(awsRequestId) ?? 'unknown0',
    // Most requests bring their own, and reading the environment costs more than finding the route.
    get fallbackTraceId() {
      return readTraceId(process.env['_X_AMZN_TRACE_ID']);
    },
    endsAt:
      Date.now() +
      (typeof remaining === 'number' && Number.isFinite(remaining)
        ? remaining
        : DEFAULT_REMAINING_MS),
  };
}
