import { once } from 'node:events';
import { get } from 'node:http';
import { connect, type Socket } from 'node:net';
import { Application } from '../../src/http/application.ts';
import { NodeServer } from '../../src/node-server/node-server.ts';

/** More than the system takes from us for a client that does not read. */
const LARGE = Buffer.alloc(8_000_000, ' ');
const SMALL = Buffer.alloc(15_000, ' ');

const answerOf = (body: Buffer) => () => ({ status: 200, headers: {}, body });

let server: NodeServer;
let port: number;
/** Requests to a route that answers when it is told to. */
let waiting: { answer: () => void; signal: AbortSignal | undefined }[];
let counted: number;

beforeEach(() => start(100));
afterEach(() => server.drain(0, 0));

async function start(maxConnections: number, maxBodyBytes = 20_000_000): Promise<void> {
  waiting = [];
  counted = 0;
  server = new NodeServer(
    new Application([
      { route: 'GET /large', handler: answerOf(LARGE) },
      { route: 'GET /small', handler: answerOf(SMALL) },
      {
        route: 'GET /later',
        handler: async (_, { signal }) => {
          await new Promise<void>((answer) => waiting.push({ answer, signal }));
          return answerOf(LARGE)();
        },
      },
      {
        route: 'GET /counted',
        handler: () => {
          counted++;
          return answerOf(SMALL)();
        },
      },
    ]),
    {
      maxConnections,
      maxBodyBytes,
      headersMs: 10_000,
      requestMs: 10_000,
      keepAliveMs: 60_000,
    },
  );
  ({ port } = await server.listen(0, '127.0.0.1'));
}

const requestOf = (path: string) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;

const until = async (isTrue: () => boolean) => {
  while (!isTrue()) await new Promise(setImmediate);
};

const statusOf = (path: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    const request = get({ host: '127.0.0.1', port, path, agent: false }, (answer) => {
      resolve(answer.statusCode);
      answer.destroy();
    });
    request.once('error', reject);
  });

/** Asks for so many large answers, and reads the beginning of the first. */
async function askWithoutReading(count: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.write(requestOf('/large').repeat(count));
  await once(socket, 'readable');
  return socket;
}

describe('Answers that clients do not take', () => {
  it.each([
    ['one on each of some connections', 1, 2],
    ['some on one connection', 2, 1],
  ])('(%s) are kept up to a budget', async (_, count, connections) => {
    const sockets = await Promise.all(
      Array.from({ length: connections }, () => askWithoutReading(count)),
    );

    expect(await statusOf('/large')).toBe(503);
    expect(await statusOf('/small')).toBe(200);

    for (const socket of sockets) socket.destroy();
    while ((await statusOf('/large')) !== 200) await new Promise(setImmediate);
  });

  it('are not kept for those that are gone before there is one', async () => {
    for (let round = 0; round < 5; round++) {
      const socket = connect({ port, host: '127.0.0.1' });
      socket.write(requestOf('/later').repeat(2));
      await until(() => waiting.length === 2);
      socket.resetAndDestroy();
      await until(() => waiting.every(({ signal }) => signal?.aborted));
      for (const { answer } of waiting.splice(0)) answer();
    }

    expect(await statusOf('/large')).toBe(200);
  });
});

describe('More clients than there may be connections, which do not take their answers', () => {
  it.each([1, 2])('(%i on each connection) give way to others', async (count) => {
    await server.drain(0, 0);
    await start(3, 100_000_000);
    // One more may come in, and then none.
    const sockets = await Promise.all(Array.from({ length: 4 }, () => askWithoutReading(count)));
    for (const socket of sockets) socket.on('error', () => {}); // those that give way are reset
    // Without an end of its own it would go on after the test has failed.
    const endsAt = Date.now() + 4_000;
    let status: number | undefined;
    while (status !== 200 && Date.now() < endsAt) {
      status = await statusOf('/small').catch(() => 0);
    }
    for (const socket of sockets) socket.destroy();

    expect(status).toBe(200);
  });
});

describe('An answer that closes its connection', () => {
  it('is the last: what comes while it is taken is not served', async () => {
    await server.drain(0, 0);
    await start(1);
    const other = connect({ port, host: '127.0.0.1' });
    await once(other, 'connect');
    const socket = await askWithoutReading(1);
    socket.write(requestOf('/counted').repeat(2));
    const closed = once(socket, 'close');
    socket.resume();
    await closed;
    other.destroy();

    expect(counted).toBe(0);
  });
});
