import { isRecord } from '../http/is-record.ts';
import { HttpError } from '../http/problem.ts';
import type { LogFields } from '../logging/log.ts';

/**
 * Everything that can go wrong between the caller and the protected API, and what the caller answers then.
 * Codes never change; clients match them.
 */
const faults = {
  /** Refused or unreachable connection, unknown name, ALB 503. */
  UPSTREAM_UNAVAILABLE: [503, 'The pricing service is not available.'],
  /** More calls under way than the pool takes. */
  UPSTREAM_BUSY: [503, 'Too many requests are being answered.'],
  /** A time-out of ours, ALB 504. */
  UPSTREAM_TIMEOUT: [504, 'The pricing service did not answer in time.'],
  /** Reset or cut before the answer was whole. */
  UPSTREAM_CONNECTION_LOST: [502, 'The pricing service broke off its answer.'],
  UPSTREAM_TOO_LARGE: [502, 'The pricing service answered more than its contract allows.'],
  UPSTREAM_NOT_JSON: [502, 'The pricing service gave an answer that cannot be read.'],
  UPSTREAM_OFF_CONTRACT: [502, 'The pricing service gave an answer off its contract.'],
  /** A 4xx that the contract does not know: a defect of the caller or of the wiring. */
  UPSTREAM_REFUSED: [502, 'The pricing service refused the call.'],
  /** A 5xx other than 503 and 504; an ALB says 502 when the function fails. */
  UPSTREAM_FAILED: [502, 'The pricing service failed.'],
} as const;

export type UpstreamFaultCode = keyof typeof faults;

/** Seconds after which a client may try again. */
const RETRY_AFTER = '1';

/** After these no answer came, so a GET may be sent again, on another connection. */
const OF_CONNECTION: ReadonlySet<UpstreamFaultCode> = new Set([
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_CONNECTION_LOST',
] as const);

/** A failed call of the protected API, as the answer to the client. No byte of the upstream's answer is in it. */
export class UpstreamFault extends HttpError {
  /** No whole answer came; the connection is of no more use. */
  readonly isOfConnection: boolean;

  /** @param logFields the upstream's status, for the log line */
  constructor(code: UpstreamFaultCode, cause?: unknown, logFields: LogFields = {}) {
    const [status, detail] = faults[code];
    super(status, code, detail, {
      ...(status === 503 && { headers: { 'Retry-After': RETRY_AFTER } }),
      logFields: { ...logFields, ...causeFields(cause) },
      cause,
    });
    this.isOfConnection = OF_CONNECTION.has(code);
  }
}

/** Error codes of Node and undici that mean "no connection was made", in the words of the table above. */
const UNAVAILABLE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'EMFILE',
]);
const TIMEOUT = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/** @param error what the connection gave; told by its code, as it may be of another copy of its class */
export function toUpstreamFault(error: unknown): UpstreamFault {
  if (error instanceof UpstreamFault) return error;
  const code = codeOf(error);
  if (code !== undefined && UNAVAILABLE.has(code))
    return new UpstreamFault('UPSTREAM_UNAVAILABLE', error);
  if (code !== undefined && TIMEOUT.has(code)) return new UpstreamFault('UPSTREAM_TIMEOUT', error);
  return new UpstreamFault('UPSTREAM_CONNECTION_LOST', error);
}

function codeOf(error: unknown): string | undefined {
  const code = isRecord(error) ? error['code'] : undefined;
  return typeof code === 'string' ? code : undefined;
}

function causeFields(cause: unknown): LogFields {
  const causeCode = codeOf(cause);
  return causeCode === undefined ? {} : { causeCode };
}
