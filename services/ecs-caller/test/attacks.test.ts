import { connect, type Socket } from 'node:net';
import { FaultServer, httpAnswer } from '../../../shared/test/support/fault-server.ts';
import { ITEM } from '../../../shared/test/support/items/item-routes.ts';
import { blanks, GET_ITEM, HEALTH, postHead, sendTo } from './support/raw-requests.ts';
import { ServerBundle } from './support/server-bundle.ts';
import { type ServerProcess, testEnvironment } from './support/server-process.ts';
import { Upstream } from './support/upstream.ts';

jest.setTimeout(60_000);

const MEGABYTE = 1_000_000;
const CHUNKED = 'Host: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';

let bundle: ServerBundle;
let upstream: Upstream;
let server: ServerProcess;
let port: number;

beforeAll(async () => {
  [bundle, upstream] = await Promise.all([
    new ServerBundle().build('with item routes'),
    new Upstream().start(),
  ]);
}, 60_000);
beforeEach(async () => {
  upstream.delayMs = 0;
  server = bundle.start(testEnvironment(upstream.url));
  port = await server.port();
});
afterEach(() => server.stop());
afterAll(async () => {
  await upstream.stop();
  await bundle.remove();
});

const send = (bytes: string | Uint8Array) => sendTo(port, bytes);
const open = (count: number, bytes: string | Uint8Array) =>
  Promise.all(Array.from({ length: count }, () => send(bytes)));
const statusOf = async (bytes: string) => {
  const connection = await send(bytes);
  const [answer] = await connection.untilAnswered();
  connection.reset();
  return answer?.status;
};
/** How much more memory than before was in use at the worst moment of the attack. */
const peakOf = async (attack: () => Promise<void>) => {
  const before = server.memory();
  await attack();
  return server.peakMemory() - before;
};

describe('A body in chunks of one byte', () => {
  const chunks = Buffer.from('1\r\nx\r\n'.repeat(990_000));
  const ofPath = (path: string) =>
    Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\n${CHUNKED}`), chunks]);

  it.each(['/items', '/nothing'])('to %s takes no more memory than its bytes', async (path) => {
    const peak = await peakOf(async () => {
      const [first, second] = await open(2, ofPath(path));
      for (const connection of [first, second]) {
        connection?.send('0\r\n\r\n');
        await connection?.untilAnswered();
        connection?.reset();
      }
    });

    expect(peak).toBeLessThan(60 * MEGABYTE);
    expect(await statusOf(HEALTH)).toBe(200);
  });
});

describe('An answer of the protected API in chunks of one byte', () => {
  it('takes no more memory than its bytes', async () => {
    const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked';
    const chunks = '1\r\n \r\n'.repeat(990_000);
    const hostile = await new FaultServer({
      onRequest: (socket) => socket.write(`${head}\r\n\r\n${chunks}0\r\n\r\n`),
    }).start();
    const victim = bundle.start(testEnvironment(hostile.origin));
    port = await victim.port();
    const before = victim.memory();
    const status = await statusOf(GET_ITEM);
    const peak = victim.peakMemory() - before;
    await victim.stop();
    await hostile.stop();

    expect(status).toBe(502);
    expect(peak).toBeLessThan(60 * MEGABYTE);
  });
});

describe('An answer of the protected API with a status that is none', () => {
  it.each(['000', '099'])('(%s) is a 502 long before the deadline of the call', async (status) => {
    const hostile = await new FaultServer({
      onRequest: (socket) => socket.write(`HTTP/1.1 ${status} OK\r\nContent-Length: 0\r\n\r\n`),
    }).start();
    const victim = bundle.start(testEnvironment(hostile.origin));
    port = await victim.port();
    await statusOf(`${postHead(ITEM.length)}${ITEM}`);
    const [line] = victim.lines('request');
    await victim.stop();
    await hostile.stop();

    expect(line).toMatchObject({ status: 502, code: 'UPSTREAM_CONNECTION_LOST' });
    expect(line?.['durationMs']).toBeLessThan(12_000);
  });
});

describe('Answers of the protected API held back', () => {
  it('at their last byte are kept up to a budget', async () => {
    const head =
      'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n';
    const hostile = await new FaultServer({
      onRequest: (socket) => socket.write(head + ' '.repeat(999_999)),
    }).start();
    const victim = bundle.start(testEnvironment(hostile.origin));
    port = await victim.port();
    const before = victim.memory();
    const connections = await open(300, GET_ITEM);
    const seen = () => connections.flatMap((one) => one.answers().map(({ status }) => status));
    await victim.until(() => seen().length > 200);
    const peak = victim.peakMemory() - before;
    const health = await statusOf(HEALTH);
    for (const connection of connections) connection.reset();
    await victim.stop();
    await hostile.stop();

    expect(new Set(seen())).not.toContain(200);
    expect(peak).toBeLessThan(200 * MEGABYTE);
    expect(health).toBe(200);
  });
});

describe('More clients than there may be connections, which ask again at once', () => {
  it('leave room for health checks while the protected API hangs', async () => {
    const hanging = await new FaultServer({}).start();
    const victim = bundle.start(testEnvironment(hanging.origin, { MAX_CONNECTIONS: '600' }));
    port = await victim.port();
    let isOver = false;
    const sockets = new Set<Socket>();
    const ask = () => {
      const socket = connect(port, '127.0.0.1', () => socket.write(GET_ITEM));
      sockets.add(socket);
      socket.on('data', () => socket.write(GET_ITEM)).on('error', () => {}); // it may be closed by now
      socket.once('close', () => {
        sockets.delete(socket);
        if (!isOver) setTimeout(ask, 20);
      });
    };
    for (let client = 0; client < 800; client++) ask();
    await victim.until(() => victim.lines('request').length > 100);
    const statuses: (number | undefined)[] = [];
    for (let check = 0; check < 10; check++) statuses.push(await statusOf(HEALTH));
    isOver = true;
    for (const socket of sockets) socket.destroy();
    await victim.stop();
    await hanging.stop();

    // A load balancer gives up a task after some checks that fail one after another.
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(5);
  });
});

describe('Clients that send and reset', () => {
  it('leave their places to others at once while the protected API hangs, and nothing is sent twice', async () => {
    const hanging = await new FaultServer({}).start();
    const victim = bundle.start(testEnvironment(hanging.origin));
    port = await victim.port();
    const post = `${postHead(ITEM.length)}${ITEM}`;
    // 512 are called, and as many wait as there may be connections.
    for (let round = 0; round < 2; round++) {
      const gone = await open(400, post);
      await victim.until(() => hanging.begun >= 400 * (round + 1));
      for (const connection of gone) connection.reset();
    }
    await victim.until(() => hanging.openSockets === 0);
    const posts = hanging.requests.length;
    hanging.behaviour = { onRequest: (socket) => socket.write(httpAnswer({ body: ITEM })) };
    const status = await statusOf(post);
    const codes = victim.lines('request').map((line) => line['code']);
    await victim.stop();
    await hanging.stop();

    expect(status).toBe(200);
    expect(posts).toBe(800);
    // On a slow machine some have run out of time before their client goes.
    const early = codes.filter((code) => code === 'UPSTREAM_ABANDONED');
    expect(early.length).toBeGreaterThan(400);
    expect(new Set(codes)).not.toContain('UPSTREAM_BUSY');
  });
});

describe('Bodies held back', () => {
  it('at their last byte by 700 connections are kept up to a budget, and refused above it', async () => {
    let statuses: number[] = [];
    const peak = await peakOf(async () => {
      const head = Buffer.from(postHead(MEGABYTE));
      const bytes = Buffer.concat([head, Buffer.alloc(MEGABYTE - 1, ' ')]);
      const connections = await open(700, bytes);
      // A slow machine cuts a few of those that are kept with 408.
      const seen = () => connections.flatMap((one) => one.answers().map(({ status }) => status));
      await server.until(() => seen().length > 600);
      statuses = seen();
      for (const connection of connections) connection.reset();
    });

    expect(statuses.filter((status) => status === 503).length).toBeGreaterThan(500);
    expect(statuses).not.toContain(200);
    expect(peak).toBeLessThan(200 * MEGABYTE);
    expect(await statusOf(`${postHead(ITEM.length)}${ITEM}`)).toBe(200);
  });

  it('leave room for small bodies', async () => {
    const connections = await open(60, postHead(MEGABYTE) + ' '.repeat(MEGABYTE - 1));
    await server.until(() => server.lines('request').length > 10);

    expect(await statusOf(`${postHead(ITEM.length)}${ITEM}`)).toBe(200);
    for (const connection of connections) connection.reset();
  });

  it('are not asked for on a path or with a method that takes none, or above the limit', async () => {
    const expecting = 'Expect: 100-continue\r\n';
    const nowhere = await send(postHead(10, expecting).replace('/items', '/nothing'));
    const wrongMethod = await send(postHead(10, expecting).replace('POST', 'PUT'));
    const tooLong = await send(postHead(MEGABYTE + 1));

    expect(await nowhere.untilAnswered()).toMatchObject([{ status: 404 }]);
    expect(await wrongMethod.untilAnswered()).toMatchObject([{ status: 405 }]);
    expect(await tooLong.untilAnswered()).toMatchObject([{ status: 413 }]);
    for (const connection of [nowhere, wrongMethod, tooLong]) {
      expect(connection.received.toString()).not.toContain('100 Continue');
      await connection.closed;
    }
  });

  it('and sent byte by byte are cut long before the request is out of time', async () => {
    const patient = bundle.start(testEnvironment(upstream.url, { REQUEST_SECONDS: '600' }));
    port = await patient.port();
    const [slow, quick] = [await send(postHead(1_000)), await send(postHead(5_000))];
    void slow.drip(' '.repeat(200), 100);
    for (let second = 0; second < 10 && !slow.isClosed; second++) {
      quick.send(' '.repeat(400));
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
    await slow.closed;
    const [refused] = slow.answers();
    const others = quick.answers();
    await patient.stop();

    expect(refused).toMatchObject({ status: 408, headers: { connection: 'close' } });
    expect(others).toEqual([]);
  });

  it('by as many connections as there may be leave room for health checks and quotes', async () => {
    const slow = await open(1_000, `${postHead(10)}{"id"`);

    expect(await statusOf(HEALTH)).toBe(200);
    expect(await statusOf(`${postHead(ITEM.length)}${ITEM}`)).toBe(200);
    for (const connection of slow) connection.reset();
  });
});

describe('Many requests on one connection', () => {
  it('that is reset while they wait leave nothing behind', async () => {
    upstream.delayMs = 10_000;
    const body = ITEM.padEnd(900_000);
    for (let round = 0; round < 8; round++) {
      const waiting = await open(5, GET_ITEM + postHead(body.length) + body);
      const begun = upstream.begun;
      // Every body has been read whole, and waits for the answer before it.
      await server.until(() => upstream.begun >= begun + 1);
      await new Promise((resolve) => setTimeout(resolve, 500));
      for (const connection of waiting) connection.reset();
    }
    upstream.delayMs = 0;

    expect(await statusOf(postHead(body.length) + body)).toBe(200);
  });

  it('whose answers wait behind one that is not there cost little memory', async () => {
    upstream.delayMs = 10_000;
    const connections = 1_000;
    const peak = await peakOf(async () => {
      const waiting = await open(connections, GET_ITEM + blanks(15_000).repeat(15));
      const refused = () => server.lines().filter(({ status }) => status === 500 || status === 503);
      await server.until(() => refused().length > connections);
      for (const connection of waiting) connection.reset();
    });

    // They would take 225 MB, beside what as many requests take.
    expect(peak).toBeLessThan(170 * MEGABYTE);
    expect(await statusOf(HEALTH)).toBe(200);
  });

  it('with large headers cost little memory', async () => {
    upstream.delayMs = 10_000;
    const lines = Array.from({ length: 190 }, (_, index) => `X-${index}: ${'x'.repeat(150)}\r\n`);
    const request = GET_ITEM.replace('\r\n\r\n', `\r\n${lines.join('')}\r\n`);
    const peak = await peakOf(async () => {
      const connections = await open(200, request.repeat(15));
      for (const connection of connections) await connection.untilAnswered();
    });

    expect(peak).toBeLessThan(120 * MEGABYTE);
  });

  it('get a single 429 above a number, and hold few calls of the upstream', async () => {
    upstream.delayMs = 1_000;
    const begun = upstream.begun;
    const connection = await send(GET_ITEM.repeat(600));
    await connection.closed;
    const statuses = connection.answers().map(({ status }) => status);

    expect(statuses).toEqual([429]);
    expect(await statusOf(HEALTH)).toBe(200);
    // A GET may be sent twice where the machine is slow.
    expect(upstream.begun - begun).toBeLessThanOrEqual(40);
  });

  it('from many connections cost little memory', async () => {
    upstream.delayMs = 10_000;
    const peak = await peakOf(async () => {
      const connections = await open(200, GET_ITEM.repeat(1_300));
      expect(await statusOf(HEALTH)).toBe(200);
      for (const connection of connections) connection.reset();
    });

    expect(peak).toBeLessThan(200 * MEGABYTE);
  });
});
