import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { ClosedLoop } from '../../src/load/closed-loop.ts';

const CLIENTS = 3;
const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
};

/** A server whose answers the test gives, one by one. */
async function startServer() {
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
  return {
    port: address.port,
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
    stop: () => server.close(),
  };
}

describe('a closed loop', () => {
  it('begins when the last client has been answered', async () => {
    const server = await startServer();
    const loop = new ClosedLoop(CLIENTS, server.port);
    await until(() => server.asked() === CLIENTS);
    for (let client = 1; client < CLIENTS; client++) server.answerOne();
    await until(() => loop.answers === CLIENTS - 1);
    expect(server.asked()).toBe(CLIENTS);

    server.answerOne();
    await until(() => server.asked() === 2 * CLIENTS);
    loop.stop();
    server.stop();
  });

  it('does not take a client that is gone for one that waits', async () => {
    const server = await startServer();
    const loop = new ClosedLoop(CLIENTS, server.port);
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
    loop.stop();
    server.stop();
  });

  it('counts answers by status, and connections that end without one', async () => {
    const server = await startServer();
    const loop = new ClosedLoop(CLIENTS, server.port);
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
    server.stop();
  });
});
