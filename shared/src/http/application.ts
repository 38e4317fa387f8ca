import { describeError } from '../logging/describe-error.ts';
import type { Log, LogFields } from '../logging/log.ts';
import { tooManyHeaders } from './header-lookup.ts';
import type { HttpRequest, RequestContext } from './http-request.ts';
import type { HttpResponse } from './http-response.ts';
import { MAX_REQUEST_HEADERS } from './limits.ts';
import { HttpError, problemResponse } from './problem.ts';
import { type Route, RouteTable } from './route-table.ts';

/** What a front end knows of an invocation beside the request. */
export interface Invocation {
  /** Used when the request brought no id of its own. */
  readonly fallbackRequestId: string;
  readonly fallbackTraceId: string | undefined;
  /** Milliseconds since the epoch. */
  readonly endsAt: number;
  /** Aborted when the client is gone. Lambda never tells. */
  readonly signal?: AbortSignal;
}

/** Turns the answer of the routes into what the front end takes. @throws when it takes no such answer */
type Serialise<Answer> = (response: HttpResponse) => Answer;

/**
 * Routes with everything that is the same for all of them and for every front end: finding the route, turning
 * whatever is thrown into a problem, one log line per request.
 */
export class Application {
  readonly #table: RouteTable;
  readonly #log: Log | undefined;

  /** @param log left out, nothing is logged */
  constructor(routes: readonly Route[], log?: Log) {
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
    const startedAt = this.#log ? performance.now() : 0;
    const context = new LazyContext(request, invocation);
    let route: string | undefined;
    let outcome: Outcome<Answer>;
    try {
      if (request.hasMoreHeadersThan(MAX_REQUEST_HEADERS)) throw tooManyHeaders();
      const match = this.#table.match(request.method, request.path);
      route = match.route.route;
      context.params = match.params;
      if (request.receiveBody) await request.receiveBody();
      const given = match.route.handler(request, context);
      // Most routes answer at once, and an await would cost them a turn of the event loop's queue.
      const response = given instanceof Promise ? await given : given;
      outcome = { answer: serialise(response), status: response.status };
    } catch (thrown) {
      outcome = answerThrown(thrown, serialise);
    }
    this.#log?.[outcome.status >= 500 ? 'error' : 'info']('request', {
      requestId: context.requestId,
      traceId: context.traceId,
      route,
      status: outcome.status,
      durationMs: Math.round((performance.now() - startedAt) * 10) / 10,
      ...outcome.logFields,
    });
    return outcome.answer;
  }

  /** Answers what is no request: an event in which none can be found, bytes that are no HTTP. */
  refuse<Answer>(
    invocation: Invocation,
    serialise: Serialise<Answer>,
    refusal = new HttpError(400, 'HTTP_EVENT_UNREADABLE', 'The event is not a request.'),
  ): Answer {
    this.#log?.warn('not a request', {
      requestId: invocation.fallbackRequestId,
      traceId: invocation.fallbackTraceId,
      status: refusal.status,
      code: refusal.code,
    });
    return serialise(problemResponse(refusal));
  }
}

/** Ids and the time limit are read when a route or the log asks for them. */
class LazyContext implements RequestContext {
  params: RequestContext['params'] = {};
  readonly #request: HttpRequest;
  readonly #invocation: Invocation;

  constructor(request: HttpRequest, invocation: Invocation) {
    this.#request = request;
    this.#invocation = invocation;
  }

  get requestId(): string {
    return this.#request.requestId ?? this.#invocation.fallbackRequestId;
  }

  get traceId(): string | undefined {
    return this.#request.traceId ?? this.#invocation.fallbackTraceId;
  }

  get endsAt(): number {
    return this.#invocation.endsAt;
  }

  get signal(): AbortSignal | undefined {
    return this.#invocation.signal;
  }
}

interface Outcome<Answer> {
  readonly answer: Answer;
  readonly status: number;
  readonly logFields?: LogFields;
}

/** What was thrown is shown to the client only if it was thrown for the client. */
function answerThrown<Answer>(thrown: unknown, serialise: Serialise<Answer>): Outcome<Answer> {
  try {
    if (thrown instanceof HttpError) return answerProblem(thrown, serialise);
  } catch {
    // A Proxy that throws at every touch, or a status or a header that no front end takes: not for the client.
  }
  const logFields = { error: describeError(thrown) };
  const detail = 'The request could not be answered.';
  return answerProblem(new HttpError(500, 'HTTP_INTERNAL_ERROR', detail, { logFields }), serialise);
}

function answerProblem<Answer>(error: HttpError, serialise: Serialise<Answer>): Outcome<Answer> {
  const { status, code, logFields } = error;
  return { answer: serialise(problemResponse(error)), status, logFields: { code, ...logFields } };
}
