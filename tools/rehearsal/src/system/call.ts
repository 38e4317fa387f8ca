import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import type { Credentials } from './credentials.ts';
import type { DeployedSystem } from './deployed-system.ts';

/** Milliseconds for one call, a cold start of both functions included. */
const CALL_TIMEOUT_MS = 30_000;

export interface Answer {
  /** `POST /quotes`, for messages. */
  readonly request: string;
  readonly status: number;
  readonly contentType: string | undefined;
  /** Parsed when it is JSON. */
  readonly body: unknown;
  readonly requestId: string | undefined;
}

/** One call from outside. @throws BrokenClaimError when nothing answers */
export async function call(
  { publicUrl }: Pick<DeployedSystem, 'publicUrl'>,
  method: string,
  path: string,
  credentials: Credentials,
  content?: unknown,
  contentType = 'application/json',
): Promise<Answer> {
  const request = `${method} ${path}`;
  const url = new URL(publicUrl + path);
  const sent = content !== undefined && {
    body: typeof content === 'string' ? content : JSON.stringify(content),
  };
  const headers: Record<string, string> = sent ? { 'content-type': contentType } : {};
  try {
    const response = await fetch(url, {
      method,
      headers: await credentials({ method, url, headers, ...sent }),
      ...sent,
      signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
    });
    const text = await response.text();
    const type = response.headers.get('content-type')?.split(';')[0];
    return {
      request,
      status: response.status,
      contentType: type,
      body: type?.endsWith('json') ? JSON.parse(text) : text,
      requestId: response.headers.get('apigw-requestid') ?? undefined,
    };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BrokenClaimError(`${request}: no answer (${reason})`, { cause });
  }
}
