import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { createSecureContext } from 'node:tls';
import { authority, certified } from '@private-lambda/certificates/certificates';

export interface TlsFront {
  readonly port: number;
  /** PEM: who signs the certificates that it shows. */
  readonly authority: string;
  stop(): void;
}

/**
 * Ends TLS before the emulator, which has none on its listeners. It shows a certificate for whatever name it is asked
 * for, so that a caller verifies the name and the authority, and hands the request on with the port of the listener.
 * @param gateway says where the emulator listens, once it does
 */
export async function startTlsFront(gateway: () => string): Promise<TlsFront> {
  const ours = authority();
  const server = createServer({
    SNICallback: (host, show) => show(null, createSecureContext(certified({ by: ours, host }))),
  });
  server.on('request', (asked, answer) => handOn(gateway(), asked, answer));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    authority: ours.cert,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function handOn(gateway: string, asked: IncomingMessage, answer: ServerResponse): void {
  const { host = '' } = asked.headers;
  const headers = {
    ...asked.headers,
    // Without its port a Host header means 80 to the emulator.
    host: /:\d+$/.test(host) ? host : `${host}:443`,
    'x-forwarded-proto': 'https',
  };
  const onward = request(gateway + (asked.url ?? '/'), { method: asked.method, headers });
  onward.on('response', (given) => {
    answer.writeHead(given.statusCode ?? 502, given.headers);
    given.pipe(answer);
  });
  onward.on('error', () => answer.destroy());
  asked.pipe(onward);
}
