import { acceptRequestId } from './correlation.ts';
import { EventRequest } from './event-request.ts';
import type { HttpRequest } from './http-request.ts';
import { isRecord } from './is-record.ts';
import { parseQuery } from './query.ts';

/**
 * The fields that are read of an HTTP API event, payload format 2.0.
 * Source: API Gateway developer guide, "Create AWS Lambda proxy integrations for HTTP APIs".
 */
export interface HttpApiEvent extends Record<string, unknown> {
  readonly rawPath: string;
  readonly requestContext: Record<string, unknown>;
}

/** @returns whether a request can be read of it at all; its other fields may be missing, null or of another type */
export function isHttpApiEvent(event: unknown): event is HttpApiEvent {
  return isRecord(event) && typeof event['rawPath'] === 'string' && methodOf(event) !== undefined;
}

/** The method, if the event says one: without a path it still decides whether the refusal has a body. */
export function methodOf(event: unknown): string | undefined {
  const context = isRecord(event) ? event['requestContext'] : undefined;
  const http = isRecord(context) ? context['http'] : undefined;
  const method = isRecord(http) ? http['method'] : undefined;
  return typeof method === 'string' ? method : undefined;
}

/** A request that an HTTP API delivers in payload format 2.0. */
export class HttpApiRequest extends EventRequest implements HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly clientIp: string | null;
  readonly #event: HttpApiEvent;

  /** Repeated headers come joined with commas: an HTTP API does that itself. */
  constructor(event: HttpApiEvent) {
    super(event, event['headers']);
    this.#event = event;
    const { http, stage } = event.requestContext;
    const { method, sourceIp } = isRecord(http) ? http : {};
    this.method = String(method);
    this.path = withoutStage(event.rawPath, stage);
    this.clientIp = typeof sourceIp === 'string' ? sourceIp : null;
  }

  /** The HTTP API's own id, which also stands in its access log; a client's `x-request-id` is not believed. */
  get requestId(): string | undefined {
    return acceptRequestId(this.#event.requestContext['requestId']);
  }

  query(): [key: string, value: string][] {
    const raw = this.#event['rawQueryString'];
    return typeof raw === 'string' ? parseQuery(raw) : [];
  }

  cookies(): string[] {
    const { cookies } = this.#event;
    return Array.isArray(cookies) ? cookies.filter((cookie) => typeof cookie === 'string') : [];
  }
}

/** `rawPath` begins with the stage's name unless the stage is `$default`. */
function withoutStage(rawPath: string, stage: unknown): string {
  if (typeof stage !== 'string' || stage === '$default') return rawPath;
  const prefix = `/${stage}`;
  if (rawPath === prefix) return '/';
  return rawPath.startsWith(`${prefix}/`) ? rawPath.slice(prefix.length) : rawPath;
}
