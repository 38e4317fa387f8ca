import { createServer as createPlainServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { KeyAndCertificate } from '@private-lambda/certificates/certificates';

/** Writes an answer, or breaks off. */
export type Script = (socket: Socket) => void | Promise<void>;

/**
 * A server that answers each request by the script of its id: the last segment of a path, or `id` of a body. It
 * writes to the socket itself, so that it can also answer what no HTTP server would.
 */
export class ScriptedServer {
  connections = 0;
  requests = 0;
  readonly #scripts: Readonly<Record<string, Script>>;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(scripts: Readonly<Record<string, Script>>, tls?: KeyAndCertificate) {
    this.#scripts = scripts;
    this.#server = tls
      ? createTlsServer({ ...tls, ALPNProtocols: ['h2', 'http/1.1'] }, (socket) =>
          this.#serve(socket),
        )
      : createPlainServer((socket) => this.#serve(socket));
  }

  /** @returns the origin */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    return `${'setSecureContext' in this.#server ? 'https' : 'http'}://127.0.0.1:${port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(socket: Socket): void {
    this.connections++;
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let received = '';
    socket.setEncoding('latin1').on('data', (data) => {
      received += data;
      const head = received.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? 0);
      if (head < 0 || received.length < head + 4 + length) return;
      const id = /"id":"([^"]+)"/.exec(received)?.[1] ?? /^GET \S*\/(\S+) /.exec(received)?.[1];
      received = '';
      this.requests++;
      void this.#scripts[id ?? '']?.(socket);
    });
  }
}
