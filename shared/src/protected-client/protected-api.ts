import { isUtf8 } from 'node:buffer';
import * as v from 'valibot';
import { REQUEST_ID_HEADER, TRACE_HEADER, traceHeader } from '../http/correlation.ts';
import type { RequestContext } from '../http/http-request.ts';
import { HttpError } from '../http/problem.ts';
import { type CallLimits, callUpstream } from './call-upstream.ts';
import type { ConnectionPool } from './connection-pool.ts';
import type { UpstreamAnswer, UpstreamRequest } from './exchange.ts';
import { UpstreamFault } from './upstream-fault.ts';

/** Who asks, and until when. */
export type CallContext = Pick<RequestContext, 'requestId' | 'traceId' | 'endsAt' | 'signal'>;

/** One route of the contract, asked for by validated values. */
export interface ProtectedCall<Schema extends v.GenericSchema> {
  readonly method: UpstreamRequest['method'];
  /** Absolute path, already encoded. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Of the good answer; 200 when left out. */
  readonly status?: number;
  /** What the good answer holds, as JSON. */
  readonly schema: Schema;
  /** Whether a good answer is the one to this request; always, when left out. */
  readonly isForRequest?: (answer: v.InferOutput<Schema>) => boolean;
  /** What the caller may pass on: status → code of the problem → the words for it. Other 4xx are defects. */
  readonly refusals?: Readonly<Record<number, Readonly<Record<string, string>>>>;
}

/**
 * The protected API as a caller sees it: values in, values of the contract out. What goes over the wire is built
 * from validated values; no header and no byte of a client's request is copied.
 */
export class ProtectedApi {
  readonly #pool: ConnectionPool;
  readonly #limits: CallLimits;

  constructor(pool: ConnectionPool, limits: CallLimits) {
    this.#pool = pool;
    this.#limits = limits;
  }

  /**
   * @throws HttpError a refusal of the contract
   * @throws UpstreamFault anything else
   */
  async call<Schema extends v.GenericSchema>(
    { method, path, body, ...expected }: ProtectedCall<Schema>,
    context: CallContext,
  ): Promise<v.InferOutput<Schema>> {
    const headers = headersFor(context);
    const request =
      body === undefined
        ? { method, path, headers }
        : {
            method,
            path,
            headers: { ...headers, 'content-type': 'application/json' },
            body: JSON.stringify(body),
          };
    const answer = await callUpstream(this.#pool, request, this.#limits, context);
    return readAnswer(answer, expected);
  }
}

function headersFor({ requestId, traceId }: CallContext): Record<string, string> {
  const trace = traceHeader(traceId);
  return {
    accept: 'application/json, application/problem+json',
    [REQUEST_ID_HEADER]: requestId,
    ...(trace !== undefined && { [TRACE_HEADER]: trace }),
  };
}

type Expected<Schema extends v.GenericSchema> = Pick<
  ProtectedCall<Schema>,
  'status' | 'schema' | 'isForRequest' | 'refusals'
>;

const problemSchema = v.object({ status: v.number(), code: v.string() });

function readAnswer<Schema extends v.GenericSchema>(
  answer: UpstreamAnswer,
  { status: goodStatus = 200, schema, isForRequest, refusals = {} }: Expected<Schema>,
): v.InferOutput<Schema> {
  const { status } = answer;
  if (status >= 500) {
    const code =
      status === 503
        ? 'UPSTREAM_UNAVAILABLE'
        : status === 504
          ? 'UPSTREAM_TIMEOUT'
          : 'UPSTREAM_FAILED';
    throw new UpstreamFault(code, undefined, { upstreamStatus: status });
  }
  if (status >= 400) throw readRefusal(answer, refusals[status] ?? {});
  const result = v.safeParse(schema, parseJson(answer, 'application/json'));
  const isGood = status === goodStatus && result.success;
  if (!isGood || isForRequest?.(result.output) === false) {
    throw new UpstreamFault('UPSTREAM_OFF_CONTRACT', undefined, { upstreamStatus: status });
  }
  return result.output;
}

/** @param problems those of the contract for this status, in the words for the client */
function readRefusal(
  answer: UpstreamAnswer,
  problems: Readonly<Record<string, string>>,
): HttpError {
  const { status } = answer;
  let problem: unknown;
  try {
    problem = parseJson(answer, 'application/problem+json');
  } catch (cause) {
    return new UpstreamFault('UPSTREAM_REFUSED', cause, { upstreamStatus: status });
  }
  const result = v.safeParse(problemSchema, problem);
  if (result.success && Object.hasOwn(problems, result.output.code)) {
    const { code } = result.output;
    return new HttpError(status, code, problems[code] ?? '');
  }
  return new UpstreamFault('UPSTREAM_REFUSED', undefined, { upstreamStatus: status });
}

function parseJson(answer: UpstreamAnswer, type: string): unknown {
  if (isOfType(answer.contentType, type) && isUtf8(answer.body)) {
    try {
      return JSON.parse(answer.body.toString());
    } catch {
      // the parser's message quotes the body
    }
  }
  throw new UpstreamFault('UPSTREAM_NOT_JSON', undefined, { upstreamStatus: answer.status });
}

/** @param type in lower case; parameters of the content type mean nothing to JSON */
function isOfType(contentType: string, type: string): boolean {
  return contentType === type || contentType.split(';', 1)[0]?.trim().toLowerCase() === type;
}
