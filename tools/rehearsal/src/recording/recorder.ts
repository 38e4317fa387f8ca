import { once } from 'node:events';
import { createServer, request as send } from 'node:http';
import { nameCall } from './name-call.ts';

/** Stands before an emulator, passes every request on, and keeps what was asked. */
export interface Recorder {
  /** `http://127.0.0.1:<port>`, for AWS_ENDPOINT_URL. */
  readonly url: string;
  stop(): void;
}

/**
 * @param target address of the emulator
 * @param record receives each call by its name (name-call.ts), or what is wrong with it
 */
export async function startRecorder(
  target: string,
  record: (call: string) => void,
): Promise<Recorder> {
  const server = createServer(async (incoming, answer) => {
    const { method = '', url = '', headers } = incoming;
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(Buffer.from(part));
    const body = Buffer.concat(parts);
    try {
      const call = nameCall({ method, path: url, headers, body: body.toString('latin1') });
      if (call !== undefined) record(call);
    } catch (error) {
      record(`? ${error instanceof Error ? error.message : String(error)}`);
    }
    // The host stays as it was sent: it is signed, and names buckets and load balancers.
    const passed = send(target + url, { method, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    passed.end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
