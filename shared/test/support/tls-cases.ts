import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer, type ServerOptions } from 'node:https';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import {
  authority,
  certified,
  type KeyAndCertificate,
} from '@private-lambda/certificates/certificates';

/** A protected API that a caller meets over HTTPS, and what the caller makes of it. */
export interface TlsCase {
  readonly what: string;
  readonly listen: () => Promise<TlsServer>;
  /** In the URL of the caller. */
  readonly host: string;
  /** `PROTECTED_API_CA` of the caller. */
  readonly ca: string;
  /** Of the problem that it answers; undefined where it answers what it was asked for. */
  readonly code: string | undefined;
}

export interface TlsServer {
  readonly port: number;
  /** That were read whole. */
  readonly requests: () => number;
  readonly stop: () => Promise<void>;
}

/** The item that each request gets. */
export const PLAIN = '{"id":"PLAIN","count":1}';

const NAMES_HERE = join(__dirname, 'names-here.cjs');
const NAME = 'localhost';
const ADDRESS = '127.0.0.1';
const ours = authority();
const theirs = authority();
const between = authority({ by: ours });
const right = certified({ by: ours, host: NAME });
const underBetween = certified({ by: between, host: NAME });
const withChain = { ...underBetween, cert: underBetween.cert + between.cert };
const expired = authority({ days: -1 });
const wildcard = https(signed({ host: '*.internal.test' }));
const answers = { host: NAME, ca: ours.cert, code: undefined };

/** Nothing is sent to any that has a code. */
export const tlsCases: readonly TlsCase[] = [
  { ...answers, what: 'the name of the URL', listen: https(right) },
  { ...answers, what: 'an address in the URL', host: ADDRESS, listen: https(signed({})) },
  {
    ...answers,
    what: 'a common name alone',
    listen: https(signed({ host: NAME, version1: true })),
  },
  { ...answers, what: 'a wildcard of one label', host: 'api.internal.test', listen: wildcard },
  { ...answers, what: 'two authorities', ca: theirs.cert + ours.cert, listen: https(right) },
  { ...answers, what: 'lines that end in CR LF', ca: crLf(ours.cert), listen: https(right) },
  { ...answers, what: 'an intermediate', listen: https(withChain) },
  {
    ...answers,
    what: 'the caller with the intermediate',
    ca: ours.cert + between.cert,
    listen: https(underBetween),
  },
  { ...answers, what: 'HTTP/2 also', listen: https(right, { ALPNProtocols: ['h2', 'http/1.1'] }) },
  refused('WRONG_NAME', 'another name', https(signed({ host: 'other.test' }))),
  refused('WRONG_NAME', 'an address alone', https(signed({}))),
  { ...refused('WRONG_NAME', 'a name alone, for an address', https(right)), host: ADDRESS },
  { ...refused('WRONG_NAME', 'a wildcard of two labels', wildcard), host: 'a.b.internal.test' },
  refused('WRONG_NAME', 'another common name', https(signed({ host: 'a.test', version1: true }))),
  {
    ...refused(
      'CERTIFICATE_EXPIRED',
      'an authority that is over',
      https(certified({ by: expired, host: NAME })),
    ),
    ca: expired.cert,
  },
  refused('CERTIFICATE_EXPIRED', 'a time that is over', https(signed({ host: NAME, days: -1 }))),
  refused('CERTIFICATE_EXPIRED', 'a time to come', https(signed({ host: NAME, days: 5 }))),
  { ...refused('CERTIFICATE_UNTRUSTED', 'an authority that nobody named', https(right)), ca: '' },
  { ...refused('CERTIFICATE_UNTRUSTED', 'another authority', https(right)), ca: theirs.cert },
  refused('CERTIFICATE_UNTRUSTED', 'its own signature', https(certified({ host: NAME }))),
  refused('CERTIFICATE_UNTRUSTED', 'no intermediate', https(underBetween)),
  {
    ...refused('CERTIFICATE_UNTRUSTED', 'an authority that is an intermediate', https(withChain)),
    ca: between.cert,
  },
  refused('NO_TLS', 'plain HTTP', listening(createHttpServer)),
  refused(
    'NO_TLS',
    'TLS 1.1 at most',
    https(right, { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }),
  ),
  refused('NO_TLS', 'HTTP/2 alone', https(right, { ALPNProtocols: ['h2'] })),
  refused('NO_TLS', 'noise', listening(atFirstByte((socket) => socket.write('SSH-2.0-x\r\n\r\n')))),
  refused(
    'CONNECTION_LOST',
    'an end in the handshake',
    listening(atFirstByte((socket) => socket.destroy())),
  ),
  refused('TIMEOUT', 'silence', listening(atFirstByte(() => {}))),
];

/** The environment of a caller that is to meet it. */
export function callingOver({ host, ca }: TlsCase, { port }: Pick<TlsServer, 'port'>) {
  return {
    PROTECTED_API_URL: `https://${host}:${port}`,
    PROTECTED_API_CA: ca,
    CALL_DEADLINE_SECONDS: '6',
    CALL_ATTEMPT_SECONDS: '2.5',
    // Nothing in the environment may switch the check off.
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
    NODE_NO_WARNINGS: '1',
    NODE_OPTIONS: `--require ${JSON.stringify(NAMES_HERE)}`,
  };
}

function signed(wanted: Omit<Parameters<typeof certified>[0], 'by'>): KeyAndCertificate {
  return certified({ by: ours, ...wanted });
}

function crLf(text: string): string {
  return text.replaceAll('\n', '\r\n');
}

function refused(code: string, what: string, listen: TlsCase['listen']): TlsCase {
  return { what, listen, host: NAME, ca: ours.cert, code: `UPSTREAM_${code}` };
}

function https(identity: KeyAndCertificate, options: ServerOptions = {}): TlsCase['listen'] {
  return listening((answer) => createHttpsServer({ ...identity, ...options }, answer));
}

function atFirstByte(act: (socket: Socket) => void): () => Server {
  return () =>
    createTcpServer((socket) => socket.on('error', () => {}).once('data', () => act(socket)));
}

function listening(create: (answer: RequestListener) => Server): TlsCase['listen'] {
  return async () => {
    let requests = 0;
    const server = create((_, answer) => {
      requests++;
      answer.setHeader('content-type', 'application/json').end(PLAIN);
    });
    const sockets = new Set<Socket>();
    server.on('connection', (socket: Socket) => sockets.add(socket));
    await new Promise<void>((resolve) => server.listen(0, ADDRESS, resolve));
    const address = server.address();
    return {
      port: typeof address === 'object' ? (address?.port ?? 0) : 0,
      requests: () => requests,
      stop: async () => {
        for (const socket of sockets) socket.destroy();
        await new Promise((resolve) => server.close(resolve));
      },
    };
  };
}
