import type { Invocation } from './application.ts';
import { acceptRequestId, readTraceId } from './correlation.ts';
import { isRecord } from './is-record.ts';

/** Milliseconds that an invocation is taken to have where nothing says so (a local run, a test). */
const DEFAULT_REMAINING_MS = 30_000;

/**
 * Reads Lambda's context object, each part when it is asked for. Emulators leave parts of it out.
 * Source: Lambda developer guide, "Using the Lambda context object to retrieve Node.js function information".
 */
export function readInvocation(context: unknown): Invocation {
  return new LambdaInvocation(isRecord(context) ? context : {});
}

class LambdaInvocation implements Invocation {
  readonly #context: Readonly<Record<string, unknown>>;

  constructor(context: Readonly<Record<string, unknown>>) {
    this.#context = context;
  }

  get fallbackRequestId(): string {
    return acceptRequestId(this.#context['awsRequestId']) ?? 'unknown0';
  }

  get fallbackTraceId(): string | undefined {
    return readTraceId(process.env['_X_AMZN_TRACE_ID']);
  }

  get endsAt(): number {
    const { getRemainingTimeInMillis } = this.#context;
    const remaining: unknown =
      typeof getRemainingTimeInMillis === 'function'
        ? getRemainingTimeInMillis.call(this.#context)
        : undefined;
    const isNumber = typeof remaining === 'number' && Number.isFinite(remaining);
    return Date.now() + (isNumber ? remaining : DEFAULT_REMAINING_MS);
  }
}
