import { describeError } from '../logging/describe-error.ts';
import type { Log, LogFields } from '../logging/log.ts';
import type { HttpRequest } from './http-request.ts';
import type { HttpResponse } from './http-response.ts';
import { HttpError, problemResponse } from './problem.ts';
import { type Route, RouteTable } from './route-table.ts';

/** What a front end knows of an invocation beside the request. */
export interface Invocation {
  /** Used when the request brought no id of its own. */
  readonly fallbackRequestId: string;
  readonly fallbackTraceId: string | undefined;
  /** Milliseconds since the epoch. */
  readonly endsAt: number;
}

/** Turns the answer of the routes into what the front end takes. @throws when it takes no such answer */
type Serialise<Answer> = (response: HttpResponse) => Answer;

/**
 * Routes with everything that is the same for all of them and for every front end: finding the route, turning
 * whatever is thrown into a problem, one log line per request.
 */
export class Application {
  readonly routes: readonly Route[];
  readonly #table: RouteTable;
  readonly #log: Log | undefined;

  /** @param log left out, nothing is logged */
  constructor(routes: readonly Route[], log?: Log) {
    this.routes = routes;
    this.#table = new RouteTable(routes);
    this.#log = log;
  }

  /**
   * Answers a request. Never throws: what routes or the serialiser throw ends as a problem, and a serialised
   * problem always fits.
   */
  async answer<Answer>(
    request: HttpRequest,
    invocation: Invocation,
    serialise: Serialise<Answer>,
  ): Promise<Answer> {
    const startedAt = performance.now();
    const requestId = request.requestId ?? invocation.fallbackRequestId;
    const traceId = request.traceId ?? invocation.fallbackTraceId;
    let route: string | undefined;
    let failure: Failure | undefined;
    let response: HttpResponse;
    let answer: Answer;
    try {
      const match = this.#table.match(request.method, request.path);
      route = match.route.route;
      const context = { requestId, traceId, endsAt: invocation.endsAt, params: match.params };
      response = await match.route.handler(request, context);
      answer = serialise(response);
    } catch (error) {
      failure = toFailure(error);
      response = failure.response;
      answer = serialise(response);
    }
    this.#log?.[response.status >= 500 ? 'error' : 'info']('request', {
      requestId,
      traceId,
      route,
      status: response.status,
      durationMs: Math.round((performance.now() - startedAt) * 10) / 10,
      ...failure?.logFields,
    });
    return answer;
  }

  /** Answers an event in which no request can be found. */
  refuse<Answer>(invocation: Invocation, serialise: Serialise<Answer>): Answer {
    this.#log?.warn('not a request', { requestId: invocation.fallbackRequestId, status: 400 });
    return serialise(problemResponse(400, 'HTTP_EVENT_UNREADABLE', 'The event is not a request.'));
  }
}

interface Failure {
  readonly response: HttpResponse;
  readonly logFields: LogFields;
}

/** What was thrown is shown to the client only if it was thrown for the client. */
function toFailure(thrown: unknown): Failure {
  if (isHttpError(thrown)) {
    const { status, code, message, extras, logFields } = thrown;
    return {
      response: problemResponse(status, code, message, extras),
      logFields: { code, ...logFields },
    };
  }
  return {
    response: problemResponse(500, 'HTTP_INTERNAL_ERROR', 'The request could not be answered.'),
    logFields: { code: 'HTTP_INTERNAL_ERROR', error: describeError(thrown) },
  };
}

function isHttpError(thrown: unknown): thrown is HttpError {
  try {
    return thrown instanceof HttpError;
  } catch {
    return false; // a Proxy that throws at every touch
  }
}
