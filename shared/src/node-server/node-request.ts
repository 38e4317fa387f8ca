import type { IncomingMessage } from 'node:http';
import { readTraceId, TRACE_HEADER } from '../http/correlation.ts';
import { decodeText } from '../http/event-body.ts';
import {
  collectHeaders,
  type EventHeaders,
  findHeader,
  forwardedFor,
  splitCookies,
} from '../http/header-lookup.ts';
import type { HttpRequest } from '../http/http-request.ts';
import { parseQuery } from '../http/query.ts';
import type { IncomingBody } from './incoming-body.ts';

/** RFC 9112, section 3.2.2: a server takes the absolute form, too. */
const ORIGIN_OF_ABSOLUTE_FORM = /^https?:\/\/[^/?]*/i;

/** A request that comes over a connection of our own, through an internet-facing load balancer. */
export class NodeRequest implements HttpRequest {
  readonly method: string;
  readonly path: string;
  /** The server makes the id: behind this front end a client's `x-request-id` is not believed. */
  readonly requestId: undefined;
  readonly #rawQuery: string;
  readonly #message: IncomingMessage;
  readonly receiveBody: () => Promise<void>;
  readonly #body: IncomingBody;
  #eventHeaders: EventHeaders | undefined;

  /** @param receiveBody reads the body to its end; until then it has no bytes */
  constructor(message: IncomingMessage, body: IncomingBody, receiveBody: () => Promise<void>) {
    const target = (message.url ?? '').replace(ORIGIN_OF_ABSOLUTE_FORM, '');
    const mark = target.indexOf('?');
    this.method = message.method ?? '';
    this.path = mark < 0 ? target : target.slice(0, mark);
    this.#rawQuery = mark < 0 ? '' : target.slice(mark + 1);
    this.#message = message;
    this.#body = body;
    this.receiveBody = receiveBody;
  }

  /** The load balancer writes this header, or keeps a client's well-formed one. */
  get traceId(): string | undefined {
    return readTraceId(this.header(TRACE_HEADER));
  }

  get clientIp(): string | null {
    return forwardedFor(this) ?? this.#message.socket.remoteAddress ?? null;
  }

  header(name: string): string | undefined {
    return findHeader(this.#headerLists(), name);
  }

  hasMoreHeadersThan(limit: number): boolean {
    return this.#message.rawHeaders.length > limit * 2;
  }

  headers(): Record<string, string[]> {
    return collectHeaders(this.#headerLists());
  }

  query(): [key: string, value: string][] {
    return parseQuery(this.#rawQuery);
  }

  cookies(): string[] {
    return splitCookies(this.headers()['cookie']);
  }

  bytes(): Uint8Array {
    return this.#body.bytes();
  }

  text(): string {
    return decodeText(this.#body.bytes());
  }

  /** Made of the raw lines: Node's own map has a prototype, joins some headers and drops repeats of others. */
  #headerLists(): EventHeaders {
    if (this.#eventHeaders !== undefined) return this.#eventHeaders;
    const lists: Record<string, string[]> = Object.create(null);
    const { rawHeaders } = this.#message;
    for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
      const name = (rawHeaders[index] ?? '').toLowerCase();
      const values = lists[name] ?? [];
      lists[name] = values;
      values.push(rawHeaders[index + 1] ?? '');
    }
    this.#eventHeaders = lists;
    return lists;
  }
}
