import { randomBytes } from 'node:crypto';
import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { createSecureContext } from 'node:tls';
import {
  authority,
  certified,
  type KeyAndCertificate,
  type Wanted,
} from '@private-lambda/certificates/certificates';

export interface TlsFront {
  readonly port: number;
  /** PEM: who signs the certificates that it shows. */
  readonly authority: string;
  /** One of these certificates, for ACM, which a stage names it by. */
  certificateFor(host: string): KeyAndCertificate;
  /** From now on it shows what differs so from the right certificate. No connection or session of before goes on. */
  show(change: Wanted): void;
  stop(): void;
}

/** Node.js documentation, `server.setTicketKeys`. */
const TICKET_KEY_BYTES = 48;

/**
 * Ends TLS before the emulator, which has none on its listeners. It shows a certificate for whatever name it is asked
 * for, so that a caller verifies the name and the authority, and hands the request on with the port of the listener.
 * @param gateway says where the emulator listens, once it does
 */
export async function startTlsFront(gateway: () => string): Promise<TlsFront> {
  const ours = authority();
  let shown: Wanted = {};
  const server = createServer({
    SNICallback: (host, show) =>
      show(null, createSecureContext(certified({ by: ours, host, ...shown }))),
  });
  server.on('request', (asked, answer) => handOn(gateway(), asked, answer));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    authority: ours.cert,
    certificateFor: (host) => certified({ by: ours, host }),
    show: (change) => {
      shown = change;
      // A client does not verify anew who goes on with a session.
      server.setTicketKeys(randomBytes(TICKET_KEY_BYTES));
      server.closeAllConnections();
    },
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
