import { acceptRequestId, REQUEST_ID_HEADER } from './correlation.ts';
import { EventRequest } from './event-request.ts';
import { forwardedFor, splitCookies } from './header-lookup.ts';
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
export class AlbRequest extends EventRequest implements HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly #event: AlbEvent;

  constructor(event: AlbEvent) {
    super(event, isMultiValue(event) ? event['multiValueHeaders'] : event['headers']);
    this.method = event.httpMethod;
    this.path = event.path;
    this.#event = event;
  }

  get requestId(): string | undefined {
    return acceptRequestId(this.header(REQUEST_ID_HEADER));
  }

  get clientIp(): string | null {
    return forwardedFor(this) ?? null;
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
    return splitCookies(this.headers()['cookie']);
  }
}
