import { once } from 'node:events';
import { get } from 'node:http';
import { connect, type Socket } from 'node:net';
import { Application } from '../../src/http/application.ts';
import { NodeServer } from '../../src/node-server/node-server.ts';
import { RawConnection } from '../support/raw-connection.ts';

/** More than the system takes from us for a client that does not read. */
const LARGE = Buffer.alloc(8_000_000, ' ');
const SMALL = Buffer.alloc(15_000, ' ');

/** Milliseconds, fewer than a test has. */
const PATIENCE_MS = 4_000;

/** Milliseconds after which any client that is waited for would have given way. */
const GIVES_WAY_MS = 1_300;

const answerOf = (body: Buffer) => () => ({ status: 200, headers: {}, body });

let server: NodeServer;
let port: number;
/** Requests to a route that answers when it is told to. */
let waiting: { answer: (body: Buffer) => void; signal: AbortSignal | undefined }[];
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
          const body = await new Promise<Buffer>((answer) => waiting.push({ answer, signal }));
          return answerOf(body)();
        },
      },
      ...['GET', 'POST'].map((method) => ({
        route: `${method} /counted`,
        handler: () => {
          counted++;
          return answerOf(SMALL)();
        },
      })),
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

const postHead = (length: number) =>
  `POST /counted HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n\r\n`;

/** Without an end of its own it would go on after the test has failed. */
const until = async (isTrue: () => boolean | Promise<boolean>) => {
  const endsAt = Date.now() + PATIENCE_MS;
  while (!(await isTrue())) {
    if (Date.now() > endsAt) throw new Error(`in vain waited for ${isTrue}`);
    await new Promise(setImmediate);
  }
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

/** @returns whether so many large answers have come whole */
async function takeRest(socket: Socket, count: number): Promise<boolean> {
  let bytes = 0;
  const isWhole = () => bytes > count * LARGE.length;
  socket.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
  });
  await until(() => socket.closed || isWhole());
  socket.destroy();
  return isWhole();
}

describe('Answers that clients do not take', () => {
  it.each([
    ['one on each of some connections', 1, 2],
    ['some on one connection', 2, 1],
  ])('(%s) are kept up to a budget, and then give way', async (_, count, connections) => {
    const sockets = await Promise.all(
      Array.from({ length: connections }, () => askWithoutReading(count)),
    );
    for (const socket of sockets) socket.on('error', () => {}); // one that gives way is reset
    const served = until(async () => {
      expect(await statusOf('/small')).toBe(200);
      return (await statusOf('/large')) === 200;
    });

    await expect(served).resolves.toBeUndefined();
    // No more than have to: the others take all of their answers.
    const taken = await Promise.all(sockets.map((socket) => takeRest(socket, count)));
    expect(taken.filter((isWhole) => isWhole)).toHaveLength(connections - 1);
  });

  it.each([1, 2])('(%i on a connection) take no more room when they are gone', async (count) => {
    const sockets = await Promise.all([askWithoutReading(count), askWithoutReading(3 - count)]);
    for (const socket of sockets) socket.destroy();

    await expect(until(async () => (await statusOf('/large')) === 200)).resolves.toBeUndefined();
  });

  it('are counted, small ones too, where they wait behind others', async () => {
    await server.drain(0, 0);
    // 16 requests take a third of it.
    await start(100, 100_000);
    const connection = await RawConnection.open(port);
    connection.send(requestOf('/later') + requestOf('/small').repeat(15));
    await until(() => waiting.length === 1);
    waiting[0]?.answer(LARGE);
    const [large, ...small] = await connection.untilAnswered(16);
    connection.reset();
    const kept = small.filter(({ status }) => status === 200);

    expect(kept.length).toBeGreaterThan(1);
    expect(kept.length).toBeLessThan(6);
    // It has been carried out: nobody is told to come again.
    expect(large?.status).toBe(500);
    expect(large?.headers).not.toHaveProperty('retry-after');
    expect(JSON.parse(large?.body ?? '')).toMatchObject({ code: 'HTTP_ANSWER_DROPPED' });
  });

  it('are not kept for those that are gone before there is one', async () => {
    for (let round = 0; round < 5; round++) {
      const socket = connect({ port, host: '127.0.0.1' });
      socket.write(requestOf('/later').repeat(2));
      await until(() => waiting.length === 2);
      socket.resetAndDestroy();
      await until(() => waiting.every(({ signal }) => signal?.aborted));
      for (const { answer } of waiting.splice(0)) answer(LARGE);
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
    const served = until(async () => (await statusOf('/small').catch(() => 0)) === 200);

    await expect(served).resolves.toBeUndefined();
    for (const socket of sockets) socket.destroy();
  });
});

describe('A client that waits for the second of two answers', () => {
  it('does not give way, however long it is since it took the first', async () => {
    await server.drain(0, 0);
    await start(1);
    const connection = await RawConnection.open(port);
    connection.send(requestOf('/later').repeat(2));
    await until(() => waiting.length === 2);
    waiting[0]?.answer(SMALL);
    await connection.untilAnswered(1);
    const endsAt = Date.now() + GIVES_WAY_MS;
    while (Date.now() < endsAt) await statusOf('/small').catch(() => 0);
    waiting[1]?.answer(SMALL);

    expect(await connection.untilAnswered(2)).toMatchObject([{ status: 200 }, { status: 200 }]);
  });
});

describe('An answer that closes its connection', () => {
  it.each([
    [
      'there are more connections than may be',
      async () => {
        const other = connect({ port, host: '127.0.0.1' });
        await once(other, 'connect');
        return () => other.destroy();
      },
    ],
    [
      'the server drains',
      async () => {
        // Idle connections are closed after the grace.
        const drained = server.drain(500, 5_000);
        return () => drained;
      },
    ],
  ])('since %s is the last: what comes while it is taken is not served', async (_, closeAll) => {
    await server.drain(0, 0);
    await start(1);
    const socket = connect({ port, host: '127.0.0.1' });
    socket.write(requestOf('/later'));
    await until(() => waiting.length === 1);
    const ended = await closeAll();
    waiting[0]?.answer(LARGE);
    await once(socket, 'readable');
    socket.write(requestOf('/counted').repeat(2));
    // What was not read when it closed resets it.
    const closed = new Promise((resolve) => socket.on('error', () => {}).once('close', resolve));
    socket.resume();
    await closed;
    await ended();

    expect(counted).toBe(0);
  });
});

describe('An answer that its client is taking', () => {
  it('comes whole when the server drains, and is waited for', async () => {
    const socket = await askWithoutReading(1);
    let isDrained = false;
    const drained = server.drain(0, 4_000).then((cut) => {
      isDrained = true;
      return cut;
    });
    // Some looks for idle connections.
    await new Promise((resolve) => setTimeout(resolve, 100));

    expect(isDrained).toBe(false);
    expect(await takeRest(socket, 1)).toBe(true);
    expect(await drained).toBe(0);
  });

  it('counts as cut when it is not taken in time', async () => {
    const socket = await askWithoutReading(1);

    expect(await server.drain(0, 100)).toBe(1);
    socket.destroy();
  });
});

describe('A body', () => {
  it('for which there is no room is the last: what comes behind it is not served', async () => {
    await server.drain(0, 0);
    await start(10, 20_000);
    const connection = await RawConnection.open(port);
    // All of it is read at once.
    connection.send(postHead(40_000) + ' '.repeat(40_000) + requestOf('/counted').repeat(2));
    await connection.closed;

    expect(connection.answers()).toMatchObject([{ status: 503, headers: { connection: 'close' } }]);
    expect(counted).toBe(0);
  });

  it('of which half has come behind an answer that was taken gives way to others', async () => {
    await server.drain(0, 0);
    await start(1);
    const connection = await RawConnection.open(port);
    connection.send(`${requestOf('/small')}${postHead(10)}{`);
    await connection.untilAnswered(1);
    const served = until(async () => {
      await statusOf('/small').catch(() => 0);
      return connection.isClosed;
    });

    await expect(served).resolves.toBeUndefined();
    expect(connection.answers().map(({ status }) => status)).toEqual([200, 503]);
    expect(counted).toBe(0);
  });
});
