import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { Transform } from 'node:stream';

/** Where an emulator answers. */
export interface EmulatorAddress {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  /** Ends TLS before it, on a port of the loopback address. */
  readonly tlsFront: { readonly port: number };
}

/** Where what comes to a listener of a load balancer goes on to the emulator: every byte, and back. */
export class BalancerSockets {
  readonly #folder: string;
  readonly #servers: readonly Server[];
  readonly #open = new Set<Socket>();
  #posts = 0;
  #passed = 0;
  /** Whether answers are lost between the listeners and the emulator. */
  losesAnswers = false;

  /** @param folder for two Unix sockets */
  constructor(folder: string, { endpoint, tlsFront }: EmulatorAddress) {
    this.#folder = folder;
    const { hostname: host, port } = new URL(endpoint);
    const passingTo = (to: number) =>
      createServer((socket) => this.#passOn(socket, connect({ host, port: to })));
    this.#servers = [
      passingTo(Number(port)).listen(this.path('HTTP')),
      passingTo(tlsFront.port).listen(this.path('HTTPS')),
    ];
  }

  /** Of the socket behind the listeners of a protocol. */
  path(protocol: 'HTTP' | 'HTTPS'): string {
    return join(this.#folder, `${protocol.toLowerCase()}.sock`);
  }

  /** Connections that have come through the listeners. */
  get passed(): number {
    return this.#passed;
  }

  /** POSTs that have come so, over HTTP. */
  get posts(): number {
    return this.#posts;
  }

  #passOn(socket: Socket, further: Socket): void {
    this.#passed += 1;
    socket.on('data', (chunk) => {
      if (chunk.subarray(0, 5).toString('latin1') === 'POST ') this.#posts += 1;
    });
    const answers = new Transform({
      transform: (chunk, _encoding, done) => done(null, this.losesAnswers ? undefined : chunk),
    });
    socket.pipe(further).pipe(answers).pipe(socket);
    for (const each of [socket, further]) {
      this.#open.add(each);
      each.on('close', () => this.#open.delete(each));
    }
    // Whichever end goes first: the other follows.
    socket.on('error', () => further.destroy());
    further.on('error', () => socket.destroy());
  }

  close(): void {
    for (const server of this.#servers) server.close();
    for (const socket of this.#open) socket.destroy();
  }
}
