/**
 * An answer as the routes give it. Each front end's serialiser makes of it what its front end takes: what is said
 * here about hop-by-hop headers, HEAD, 204, 304 and sizes is held there.
 */
export interface HttpResponse {
  /** 200 to 599. */
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Text is sent as UTF-8; bytes travel in base64. */
  readonly body?: string | Uint8Array;
}

/** @param value anything that `JSON.stringify` takes */
export function jsonResponse(
  status: number,
  value: unknown,
  headers?: Readonly<Record<string, string>>,
): HttpResponse {
  return {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(value),
  };
}
