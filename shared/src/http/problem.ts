import { AppError } from '../errors/app-error.ts';
import type { LogFields } from '../logging/log.ts';
import type { HttpResponse } from './http-response.ts';

/** One wrong value of a request: where it is, and what is expected there. The value itself is not repeated. */
export interface FieldError {
  /** Dotted path in the body, such as `quantity`. */
  readonly field: string;
  readonly expected: string;
}

export interface ProblemExtras {
  readonly errors?: readonly FieldError[] | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

export interface HttpErrorOptions extends ProblemExtras, ErrorOptions {
  /** For the log line alone; nothing of a request or an upstream body. */
  readonly logFields?: LogFields;
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  417: 'Expectation Failed',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** An answer that a route throws. Its message is shown to the client, so it never holds internals. */
export class HttpError extends AppError {
  readonly status: number;
  readonly extras: ProblemExtras;
  readonly logFields: LogFields;

  /** @param code UPPER_SNAKE with an area prefix; clients match this, never the words */
  constructor(status: number, code: string, detail: string, options: HttpErrorOptions = {}) {
    super(code, detail, options);
    const { errors, headers, logFields = {} } = options;
    this.status = status;
    this.extras = { errors, headers };
    this.logFields = logFields;
  }
}

/** What the client gets of it: RFC 9457 problem details with the stable code. */
export function problemResponse({ status, code, message, extras }: HttpError): HttpResponse {
  const { errors, headers } = extras;
  const title = TITLES[status] ?? 'Error';
  return {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
    body: JSON.stringify({ title, status, code, detail: message, errors }),
  };
}
