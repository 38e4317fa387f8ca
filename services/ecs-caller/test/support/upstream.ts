import { setTimeout as sleep } from 'node:timers/promises';
import { Application } from '@private-lambda/shared/http/application';
import { jsonResponse } from '@private-lambda/shared/http/http-response';
import { readJsonBody } from '@private-lambda/shared/http/json-body';
import { NodeServer } from '@private-lambda/shared/node-server/node-server';

/** A protected API on a port of its own, which answers items (shared/test/support/items) after a while. */
export class Upstream {
  /** Milliseconds before each answer. */
  delayMs = 0;
  /** No answer before it settles. */
  held: Promise<void> = Promise.resolve();
  /** Requests that have come, and those that wait for their answer. */
  begun = 0;
  underWay = 0;
  /** `x-request-id` and `x-amzn-trace-id` of the last request. */
  lastIds: (string | undefined)[] = [];
  url = '';
  readonly #server = new NodeServer(
    new Application([
      {
        route: 'GET /v1/items/{id}',
        handler: (request, { params }) => {
          this.lastIds = ['x-request-id', 'x-amzn-trace-id'].map((name) => request.header(name));
          return this.#answer({ id: params['id'], count: 1 });
        },
      },
      {
        route: 'POST /v1/items',
        handler: (request) => this.#answer(readJsonBody(request)),
      },
    ]),
    {
      maxConnections: 2_000,
      maxBodyBytes: 32_000_000,
      headersMs: 10_000,
      requestMs: 10_000,
      keepAliveMs: 60_000,
    },
  );

  async start(): Promise<this> {
    const { port } = await this.#server.listen(0, '127.0.0.1');
    this.url = `http://127.0.0.1:${port}`;
    return this;
  }

  async stop(): Promise<void> {
    await this.#server.drain(0, 0);
  }

  async #answer(value: unknown) {
    this.begun++;
    this.underWay++;
    await this.held;
    // The last answers of a file are often waited for by nobody.
    await sleep(this.delayMs, undefined, { ref: false });
    this.underWay--;
    return jsonResponse(200, value);
  }
}
