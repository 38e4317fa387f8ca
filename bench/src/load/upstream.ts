import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { ITEM } from '../../../shared/test/support/items/item-routes.ts';

const ANSWER = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${ITEM.length}\r\n\r\n${ITEM}`;

/** How the protected API does. */
export const conditions = {
  healthy: 'answers at once',
  slow: 'answers after 200 ms',
  hanging: 'never answers',
  flapping: 'resets 1 % of the calls',
} as const;
export type Condition = keyof typeof conditions;

const SLOW_MS = 200;
const RESET_EACH = 100;

/** A protected API that answers every item with the same one, on a bare socket so that it costs little. */
export class LoadUpstream {
  condition: Condition = 'healthy';
  /** Said to every call, whatever the condition is. */
  hostileAnswer: string | undefined;
  connections = 0;
  origin = '';
  #calls = 0;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;

  async start(): Promise<this> {
    const server = createServer({ noDelay: true }, (socket) => {
      this.connections++;
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      socket.on('error', () => socket.destroy());
      let received = '';
      socket.setEncoding('latin1').on('data', (data: string) => {
        received += data;
        if (!received.endsWith(ITEM.slice(-1))) return;
        received = '';
        this.#calls++;
        if (this.hostileAnswer !== undefined) socket.write(this.hostileAnswer);
        else if (this.condition === 'slow') setTimeout(() => socket.write(ANSWER), SLOW_MS);
        else if (this.condition === 'flapping' && this.#calls % RESET_EACH === 0) {
          socket.resetAndDestroy();
        } else if (this.condition !== 'hanging') socket.write(ANSWER);
      });
    });
    this.#server = server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 });
    await once(server, 'listening');
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new TypeError('no port');
    this.origin = `http://127.0.0.1:${address.port}`;
    return this;
  }

  async stop(): Promise<void> {
    this.#server?.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}
