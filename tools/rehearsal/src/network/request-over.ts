import { once } from 'node:events';
import { type OutgoingHttpHeaders, request } from 'node:http';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Sent {
  readonly method?: string;
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body?: string;
}

export interface Given {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly location: string | undefined;
  readonly body: string;
}

/** Above the time after which any caller gives up. */
const PATIENCE_MS = 30_000;

/** One request over a connection that is there, which ends with it. @throws Error where no answer comes in time */
export async function requestOver(socket: Socket, { body, ...sent }: Sent): Promise<Given> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const asked = request({ ...sent, signal, createConnection: () => socket });
  asked.end(body);
  const [answer] = await once(asked, 'response');
  const { statusCode = 0, headers } = answer;
  return {
    status: statusCode,
    contentType: headers['content-type']?.split(';')[0],
    location: headers.location,
    body: await text(answer),
  };
}
