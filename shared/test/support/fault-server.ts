import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  /** Names in lower case; of repeated ones the last. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the server does; it answers nothing by itself. */
export interface Behaviour {
  readonly onConnection?: (socket: Socket) => void;
  /** The first bytes of a request have come, and nothing was read of it yet. */
  readonly onFirstByte?: (socket: Socket) => void;
  readonly onRequest?: (socket: Socket, request: SeenRequest) => void;
}

/** An HTTP server on a raw socket that can do everything that a server must not do. */
export class FaultServer {
  behaviour: Behaviour;
  /** Requests of which at least one byte came. */
  begun = 0;
  readonly requests: SeenRequest[] = [];
  connections = 0;
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  readonly #address: string;
  #port: number;

  /** @param address of the loopback; any of 127.0.0.0/8, so that two servers can have one port */
  constructor(behaviour: Behaviour, address = '127.0.0.1', port = 0) {
    this.behaviour = behaviour;
    this.#address = address;
    this.#port = port;
    this.#server = createServer((socket) => this.#serve(socket));
  }

  get origin(): string {
    return `http://${this.#address}:${this.#port}`;
  }

  get port(): number {
    return this.#port;
  }

  get openSockets(): number {
    return this.#sockets.size;
  }

  /** On a free port of the loopback, and on the same one again after `stop`. */
  async start(): Promise<this> {
    this.#server.listen(this.#port, this.#address);
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (typeof address === 'object' && address !== null) this.#port = address.port;
    return this;
  }

  /** Refuses connections from now on. */
  async stop(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.dropConnections();
    await closed;
  }

  dropConnections(how: 'close' | 'reset' = 'reset'): void {
    for (const socket of this.#sockets) {
      if (how === 'reset') socket.resetAndDestroy();
      else socket.end();
    }
  }

  #serve(socket: Socket): void {
    this.connections++;
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => {}); // the client may reset it
    this.behaviour.onConnection?.(socket);
    let received = Buffer.alloc(0);
    socket.on('data', (bytes) => {
      if (received.length === 0) {
        this.begun++;
        this.behaviour.onFirstByte?.(socket);
      }
      received = Buffer.concat([received, bytes]);
      const request = parseRequest(received);
      if (!request) return;
      received = Buffer.alloc(0);
      this.requests.push(request);
      this.behaviour.onRequest?.(socket, request);
    });
  }
}

/** @returns undefined until the whole request is there */
function parseRequest(received: Buffer): SeenRequest | undefined {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [requestLine = '', ...lines] = received.toString('latin1', 0, end).split('\r\n');
  const [method = '', path = ''] = requestLine.split(' ');
  const headers = Object.fromEntries(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const body = received.subarray(end + 4);
  if (body.length < Number(headers['content-length'] ?? 0)) return undefined;
  return { method, path, headers, body: body.toString() };
}

export interface AnswerParts {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** A right HTTP/1.1 answer, or one whose headers say something else than its body is. */
export function httpAnswer({ status = 200, headers = {}, body = '' }: AnswerParts): Buffer {
  const bytes = Buffer.from(body);
  const lines = Object.entries({
    'content-type': 'application/json',
    'content-length': String(bytes.length),
    ...headers,
  })
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} Status\r\n${lines.join('')}\r\n`), bytes]);
}

/** A problem of the protected API. */
export function problemAnswer(status: number, code: string): Buffer {
  return httpAnswer({
    status,
    headers: { 'content-type': 'application/problem+json' },
    body: JSON.stringify({ title: 'secret', status, code, detail: 'secret' }),
  });
}
