/**
 * A request as the routes see it, whatever front end it came through. Everything but method and path is decoded
 * only when it is asked for: most routes look at one header and the body.
 */
export interface HttpRequest {
  /** As the client sent it; case matters (RFC 9110). */
  readonly method: string;
  /** Not decoded, without query, and without the stage that an HTTP API puts in front. May be empty. */
  readonly path: string;
  /** The request id that the front end brought, if it is fit to be logged and passed on. */
  readonly requestId: string | undefined;
  /** X-Ray's root id, `1-<8 hex>-<24 hex>`, if the front end brought one. */
  readonly traceId: string | undefined;
  /** Address of whoever spoke to the front end, by the front end's own word; null when it did not say. */
  readonly clientIp: string | null;

  /** @param name in lower case. Repeated headers come joined with `, `. */
  header(name: string): string | undefined;
  /** @returns whether there are more than `limit` header lines; repeated ones count each */
  hasMoreHeadersThan(limit: number): boolean;
  /** All headers, names in lower case, in an object without prototype. */
  headers(): Record<string, string[]>;
  /** Keys and values decoded once, in order. Percent signs that encode nothing stay as they are. */
  query(): [key: string, value: string][];
  /** `name=value` pairs, not decoded. */
  cookies(): string[];
  /**
   * Reads the body to its end, where it has not come with the request. Called once, before the route that takes it.
   * @throws HttpError when it is refused or breaks off
   */
  receiveBody?(): Promise<void>;
  /** @throws HttpError 400 when base64 is announced and is not there, 413 above the limit. */
  bytes(): Uint8Array;
  /** @throws HttpError as `bytes`, and 400 when the body is not UTF-8. */
  text(): string;
}

/** What is known of the call beside the request. Each field is read when it is asked for: a spread copy has none. */
export interface RequestContext {
  /** For log lines and the next hop; `[\w=-]{8,64}`. */
  readonly requestId: string;
  readonly traceId: string | undefined;
  /** Milliseconds since the epoch at which the function is ended by Lambda. */
  readonly endsAt: number;
  /** Aborted when nobody waits for the answer any more; undefined where the front end cannot tell. */
  readonly signal?: AbortSignal | undefined;
  /** Decoded values of the route's `{name}` segments. */
  readonly params: Readonly<Record<string, string>>;
}
