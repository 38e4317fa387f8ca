/**
 * The two ids that tie the log lines of a call together. They come from outside, so only these forms are logged
 * and passed on.
 */
const REQUEST_ID = /^[\w=-]{8,64}$/;
/** X-Ray developer guide, "Tracing header". */
const TRACE_ROOT = /(?:^|;)\s*Root=(1-[0-9a-f]{8}-[0-9a-f]{24})(?:;|$)/i;

export const REQUEST_ID_HEADER = 'x-request-id';
export const TRACE_HEADER = 'x-amzn-trace-id';

/** serverless-offline gives every request this one id, which ties nothing together. */
const OFFLINE_REQUEST_ID = 'offlineContext_resourceId';

/** @returns the id when it is fit to be logged, else undefined */
export function acceptRequestId(value: unknown): string | undefined {
  if (typeof value !== 'string' || !REQUEST_ID.test(value)) return undefined;
  return value === OFFLINE_REQUEST_ID ? undefined : value;
}

/**
 * @param header value of `X-Amzn-Trace-Id`, or of Lambda's `_X_AMZN_TRACE_ID`
 * @returns its root id, else undefined
 */
export function readTraceId(header: string | undefined): string | undefined {
  return header === undefined ? undefined : TRACE_ROOT.exec(header)?.[1];
}

/** X-Ray's header as Lambda sets it for an invocation: nothing else is passed on. */
const LAMBDA_TRACE = /^Root=1-[0-9a-f]{8}-[0-9a-f]{24}(;Parent=[0-9a-f]{16})?(;Sampled=[01?])?/i;

/**
 * @param traceId root id of the call
 * @param lambdaTrace what Lambda says of this invocation; its parent and sampling decision link the segments
 * @returns the value of `X-Amzn-Trace-Id` for the next hop; undefined without a root id
 */
export function traceHeader(
  traceId: string | undefined,
  lambdaTrace = process.env['_X_AMZN_TRACE_ID'],
): string | undefined {
  const ofInvocation = LAMBDA_TRACE.exec(lambdaTrace ?? '')?.[0];
  if (ofInvocation !== undefined && readTraceId(ofInvocation) === traceId) return ofInvocation;
  return traceId === undefined ? undefined : `Root=${traceId}`;
}
