import { readTraceId, TRACE_HEADER } from './correlation.ts';
import { readBytes, readText } from './event-body.ts';
import {
  collectHeaders,
  type EventHeaders,
  findHeader,
  hasMoreHeadersThan,
} from './header-lookup.ts';
import { isRecord } from './is-record.ts';

/** What the events of both Lambda front ends have alike: a map of headers, and a body that may be base64. */
export abstract class EventRequest {
  readonly #event: Readonly<Record<string, unknown>>;
  readonly #headers: EventHeaders | undefined;

  /** @param headers the event's map of headers; anything else is none */
  constructor(event: Readonly<Record<string, unknown>>, headers: unknown) {
    this.#event = event;
    this.#headers = isRecord(headers) ? headers : undefined;
  }

  get traceId(): string | undefined {
    return readTraceId(this.header(TRACE_HEADER));
  }

  header(name: string): string | undefined {
    return findHeader(this.#headers, name);
  }

  hasMoreHeadersThan(limit: number): boolean {
    return hasMoreHeadersThan(this.#headers, limit);
  }

  headers(): Record<string, string[]> {
    return collectHeaders(this.#headers);
  }

  bytes(): Uint8Array {
    return readBytes(this.#event['body'], this.#event['isBase64Encoded']);
  }

  text(): string {
    return readText(this.#event['body'], this.#event['isBase64Encoded']);
  }
}
