import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { ClosedLoop } from '../../src/load/closed-loop.ts';

const CLIENTS = 3;
/** Milliseconds, fewer than a test has. */
const PATIENCE_MS = 4_000;
const until = async (condition: () => boolean) => {
  const endsAt = Date.now() + PATIENCE_MS;
  while (!condition()) {
    if (Date.now() > endsAt) throw new Error(`in vain waited for ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

let stop: () => void;
afterEach(() => stop());

/** A closed loop, and a server whose answers the test gives, one by one. */
async function startLoop() {
  const waiting: ServerResponse[] = [];
  const answered: ServerResponse['socket'][] = [];
  let asked = 0;
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      response.end();
      return;
    }
    asked++;
    waiting.push(response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new TypeError('no port');
  const loop = new ClosedLoop(CLIENTS, address.port);
  stop = () => {
    loop.stop();
    server.closeAllConnections();
    server.close();
  };
  return {
    loop,
    asked: () => asked,
    /** Settles when the server has read what was sent to it before. */
    caughtUp: () => fetch(`http://127.0.0.1:${address.port}`),
    answerOne: (status = 200) => {
      const response = waiting.shift();
      answered.push(response?.socket ?? null);
      response?.writeHead(status).end('{}');
    },
    answerNewest: () => waiting.pop()?.writeHead(200).end('{}'),
    /** Ends the connection of the one that was answered first. */
    loseAnswered: () => answered.shift()?.destroy(),
    loseOne: () => waiting.shift()?.destroy(),
  };
}

describe('a closed loop', () => {
  it('begins when the last client has been answered', async () => {
    const { loop, ...server } = await startLoop();
    await until(() => server.asked() === CLIENTS);
    for (let client = 1; client < CLIENTS; client++) server.answerOne();
    await until(() => loop.answers === CLIENTS - 1);
    expect(server.asked()).toBe(CLIENTS);

    server.answerOne();
    await until(() => server.asked() === 2 * CLIENTS);
  });

  it('does not take a client that is gone for one that waits', async () => {
    const { loop, ...server } = await startLoop();
    await until(() => server.asked() === CLIENTS);
    for (let client = 1; client < CLIENTS; client++) server.answerOne();
    await until(() => loop.answers === CLIENTS - 1);
    server.loseAnswered();
    await until(() => server.asked() === CLIENTS + 1);
    // The newest is the successor of the lost one. The last of the first clients still has no answer.
    server.answerNewest();
    await until(() => loop.answers === CLIENTS);
    await server.caughtUp();
    expect(server.asked()).toBe(CLIENTS + 1);

    server.answerOne();
    await until(() => server.asked() === 2 * CLIENTS + 1);
  });

  it('counts answers by status, and connections that end without one', async () => {
    const { loop, ...server } = await startLoop();
    await until(() => server.asked() === CLIENTS);
    for (let client = 0; client < CLIENTS; client++) server.answerOne();
    await until(() => server.asked() === 2 * CLIENTS);
    loop.count();
    server.answerOne();
    server.answerOne(503);
    server.loseOne();
    // Each asks again, the lost one on a new connection.
    await until(() => server.asked() === 3 * CLIENTS);

    const { statuses, lost, p50 } = loop.stop();
    expect(statuses).toEqual({ 200: 1, 503: 1 });
    expect(lost).toBe(1);
    expect(p50).toBeGreaterThan(0);
  });
});
