import { isRecord } from '../http/is-record.ts';
import { HttpError } from '../http/problem.ts';
import type { LogFields } from '../logging/log.ts';

/**
 * Everything that can go wrong between the caller and the protected API, and what the caller answers then.
 * Codes never change; clients match them.
 */
const faults = {
  /** No connection was made (refused, unreachable, unknown name), so nothing was sent; ALB 503. */
  UPSTREAM_UNAVAILABLE: [503, 'The protected API is not available.'],
  /** The certificate is of another name than that of the URL. Of these four, too: nothing was sent. */
  UPSTREAM_WRONG_NAME: [502, 'The protected API did not prove its name.'],
  /** Its time has run out, or not begun. */
  UPSTREAM_CERTIFICATE_EXPIRED: [502, 'The certificate of the protected API is not valid now.'],
  /** Nobody that is trusted has signed it, or it is broken in another way. */
  UPSTREAM_CERTIFICATE_UNTRUSTED: [502, 'The certificate of the protected API is not trusted.'],
  /** No TLS came of it: plain HTTP on that port, say. */
  UPSTREAM_NO_TLS: [502, 'The protected API does not speak TLS as it should.'],
  /** More calls under way than the pool takes, or more bytes of answers. */
  UPSTREAM_BUSY: [503, 'Too many requests are being answered.'],
  /** A time-out of ours, while connecting too; ALB 504. */
  UPSTREAM_TIMEOUT: [504, 'The protected API did not answer in time.'],
  /** The client is gone, and the call was given up. 499 is nginx's for the log; nobody gets this answer. */
  UPSTREAM_ABANDONED: [499, 'The client did not wait for the answer.'],
  /** Reset, cut or not HTTP before the answer was whole. */
  UPSTREAM_CONNECTION_LOST: [502, 'The protected API broke off its answer.'],
  UPSTREAM_TOO_LARGE: [502, 'The protected API answered more than its contract allows.'],
  UPSTREAM_NOT_JSON: [502, 'The protected API gave an answer that cannot be read.'],
  UPSTREAM_OFF_CONTRACT: [502, 'The protected API gave an answer off its contract.'],
  /** A 4xx that the contract does not know: a defect of the caller or of the wiring. */
  UPSTREAM_REFUSED: [502, 'The protected API refused the call.'],
  /** A 5xx other than 503 and 504; an ALB says 502 when the function fails. */
  UPSTREAM_FAILED: [502, 'The protected API failed.'],
} as const;

export type UpstreamFaultCode = keyof typeof faults;

/** Seconds after which a client may try again. */
const RETRY_AFTER = '1';

const NO_ANSWER: ReadonlySet<UpstreamFaultCode> = new Set([
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_CONNECTION_LOST',
] as const);

/** A failed call of the protected API, as the answer to the client. No byte of the upstream's answer is in it. */
export class UpstreamFault extends HttpError {
  /** The protected function gave no whole answer (a load balancer's 503 is none of it): a GET may be sent again. */
  readonly gaveNoAnswer: boolean;
  /** Nothing of the function came back, so other connections may lead nowhere, too. */
  readonly speaksOfDeadPath: boolean;

  /** @param logFields for the log line: the upstream's status, how far the exchange came */
  constructor(code: UpstreamFaultCode, cause?: unknown, logFields: LogFields = {}) {
    const [status, detail] = faults[code];
    super(status, code, detail, {
      ...(status === 503 && { headers: { 'Retry-After': RETRY_AFTER } }),
      logFields: { ...logFields, ...causeFields(cause) },
      cause,
    });
    this.gaveNoAnswer = NO_ANSWER.has(code);
    this.speaksOfDeadPath = this.gaveNoAnswer && code !== 'UPSTREAM_CONNECTION_LOST';
  }
}

const TIMEOUT = new Set(['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT']);
/** Of a connection that was there, and ended before anything was sent. */
const LOST = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);
const HEADERS_TOO_LARGE = 'UND_ERR_HEADERS_OVERFLOW';

/** Codes of Node and of OpenSSL (Node.js documentation, "X509 certificate error codes" and "Errors"), in that order. */
const TLS_FAULTS: readonly (readonly [RegExp, UpstreamFaultCode])[] = [
  [/^ERR_TLS_CERT_ALTNAME_/, 'UPSTREAM_WRONG_NAME'],
  [/^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/, 'UPSTREAM_CERTIFICATE_EXPIRED'],
  [
    /^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_(CA|PURPOSE)|PATH_LENGTH_|HOSTNAME_MISMATCH|ERROR_IN_CERT_|CRL_|UNSPECIFIED$)/,
    'UPSTREAM_CERTIFICATE_UNTRUSTED',
  ],
  [/^(EPROTO|ERR_SSL_|ERR_TLS_)/, 'UPSTREAM_NO_TLS'],
];

/** How far an exchange came. */
export interface Progress {
  /** What it waited for: until `headers`, nothing was sent. */
  readonly phase: 'connection' | 'headers' | 'body';
  readonly upstreamStatus?: number;
}

/** @param error what the connection gave; told by its code, as it may be of another copy of its class */
export function toUpstreamFault(error: unknown, progress: Progress): UpstreamFault {
  if (error instanceof UpstreamFault) return error;
  return new UpstreamFault(faultCodeOf(error, progress), error, { ...progress });
}

function faultCodeOf(error: unknown, { phase }: Progress): UpstreamFaultCode {
  const code = wordOf(error, 'code');
  if (code === HEADERS_TOO_LARGE) return 'UPSTREAM_TOO_LARGE';
  if (code !== undefined && TIMEOUT.has(code)) return 'UPSTREAM_TIMEOUT';
  const tlsFault = TLS_FAULTS.find(([codes]) => code !== undefined && codes.test(code))?.[1];
  if (phase === 'connection' && tlsFault !== undefined) return tlsFault;
  const isLost = phase !== 'connection' || (code !== undefined && LOST.has(code));
  return isLost ? 'UPSTREAM_CONNECTION_LOST' : 'UPSTREAM_UNAVAILABLE';
}

function wordOf(error: unknown, field: 'code' | 'name'): string | undefined {
  const word = isRecord(error) ? error[field] : undefined;
  return typeof word === 'string' && /^\w{1,64}$/.test(word) ? word : undefined;
}

/** undici's error for an answer that is not HTTP has no code, but a name: HTTPParserError. */
function causeFields(cause: unknown): LogFields {
  const causeCode = wordOf(cause, 'code') ?? wordOf(cause, 'name');
  return causeCode === undefined ? {} : { causeCode };
}
