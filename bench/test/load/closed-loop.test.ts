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
  let asked = 0;
  const server = createServer((_request, response) => {
    asked++;
    waiting.push(response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new TypeError('no port');
  return {
    port: address.port,
    asked: () => asked,
    answerOne: (status = 200) => waiting.shift()?.writeHead(status).end('{}'),
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
