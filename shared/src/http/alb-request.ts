import { acceptRequestId, REQUEST_ID_HEADER, readTraceId, TRACE_HEADER } from './correlation.ts';
import { readBytes, readText } from './event-body.ts';
import {
  collectHeaders,
  type EventHeaders,
  findHeader,
  hasMoreHeadersThan,
} from './header-lookup.ts';
import type { HttpRequest } from './http-request.ts';
import { isRecord } from './is-record.ts';
import { decodeQueryComponent } from './query.ts';

/**
 * The fields that are read of an ALB event. Either the multi-value fields come or the single-value ones, by the
 * target group's `lambda.multi_value_headers.enabled`; emulators send both.
 * Source: Elastic Load Balancing user guide, "Lambda functions as targets".
 */
export interface AlbEvent extends Record<string, unknown> {
  readonly httpMethod: string;
  readonly path: string;
}

/** @returns whether a request can be read of it at all; its other fields may be missing, null or of another type */
export function isAlbEvent(event: unknown): event is AlbEvent {
  return isRecord(event) && methodOf(event) !== undefined && typeof event['path'] === 'string';
}

/** The method, if the event says one: without a path it still decides whether the refusal has a body. */
export function methodOf(event: unknown): string | undefined {
  const method = isRecord(event) ? event['httpMethod'] : undefined;
  return typeof method === 'string' ? method : undefined;
}

/** The target group's header form, which the answer must take too. */
export function isMultiValue(event: unknown): boolean {
  return isRecord(event) && isRecord(event['multiValueHeaders']);
}

/** A request that an ALB delivers to its Lambda target. */
export class AlbRequest implements HttpRequest {
  readonly method: string;
  readonly path: string;
  /** In the form that the event brought; undefined when it brought none. */
  readonly eventHeaders: EventHeaders | undefined;
  readonly #event: AlbEvent;

  constructor(event: AlbEvent) {
    this.method = event.httpMethod;
    this.path = event.path;
    this.#event = event;
    const { multiValueHeaders, headers } = event;
    if (isRecord(multiValueHeaders)) this.eventHeaders = multiValueHeaders;
    else this.eventHeaders = isRecord(headers) ? headers : undefined;
  }

  get requestId(): string | undefined {
    return acceptRequestId(this.header(REQUEST_ID_HEADER));
  }

  get traceId(): string | undefined {
    return readTraceId(this.header(TRACE_HEADER));
  }

  /** The ALB appends the address it saw, so only the last entry is its own word. */
  get clientIp(): string | null {
    return this.header('x-forwarded-for')?.split(',').at(-1)?.trim() || null;
  }

  header(name: string): string | undefined {
    return findHeader(this.eventHeaders, name);
  }

  hasMoreHeadersThan(limit: number): boolean {
    return hasMoreHeadersThan(this.eventHeaders, limit);
  }

  headers(): Record<string, string[]> {
    return collectHeaders(this.eventHeaders);
  }

  /** An ALB does not decode keys and values; in the single-value form only the last value of a key is left. */
  query(): [key: string, value: string][] {
    const { multiValueQueryStringParameters: multi, queryStringParameters: single } = this.#event;
    const parameters = isRecord(multi) ? multi : isRecord(single) ? single : {};
    const pairs: [string, string][] = [];
    for (const key in parameters) {
      const value = parameters[key];
      for (const item of Array.isArray(value) ? value : [value]) {
        if (typeof item !== 'string') continue;
        pairs.push([decodeQueryComponent(key), decodeQueryComponent(item)]);
      }
    }
    return pairs;
  }

  cookies(): string[] {
    return (this.headers()['cookie'] ?? []).flatMap((line) => line.split(/;\s*/)).filter(Boolean);
  }

  bytes(): Uint8Array {
    return readBytes(this.#event['body'], this.#event['isBase64Encoded']);
  }

  text(): string {
    return readText(this.#event['body'], this.#event['isBase64Encoded']);
  }
}
