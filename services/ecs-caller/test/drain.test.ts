import { Pool } from 'undici';
import { ITEM } from '../../../shared/test/support/items/item-routes.ts';
import { RawConnection } from '../../../shared/test/support/raw-connection.ts';
import { sendTo } from './support/raw-requests.ts';
import { ServerBundle } from './support/server-bundle.ts';
import { type ServerProcess, testEnvironment } from './support/server-process.ts';
import { Upstream } from './support/upstream.ts';

let bundle: ServerBundle;
let upstream: Upstream;
let server: ServerProcess;

beforeAll(async () => {
  bundle = await new ServerBundle().build('with item routes');
}, 60_000);
afterAll(() => bundle.remove());

beforeEach(async () => {
  upstream = await new Upstream().start();
});
afterEach(async () => {
  await server.stop();
  await upstream.stop();
});

async function start(over: Readonly<Record<string, string>>): Promise<number> {
  server = bundle.start(testEnvironment(upstream.url, over));
  return server.port();
}

/** Half of them POST, which nobody would send twice. */
function sendMany(pool: Pool, count: number): Promise<number[]> {
  const sent = Array.from({ length: count }, async (_, index) => {
    const request =
      index % 2 === 0
        ? ({ method: 'GET', path: '/items/ITEM-1' } as const)
        : ({
            method: 'POST',
            path: '/items',
            headers: { 'content-type': 'application/json' },
            body: ITEM,
          } as const);
    const { statusCode, body } = await pool.request(request);
    await body.dump();
    return statusCode;
  });
  return Promise.all(sent);
}

describe('SIGTERM', () => {
  it('with 200 requests in flight loses none, and ends the process with 0', async () => {
    // No call is out of time, however long it takes until all are under way.
    const patient = { CALL_DEADLINE_SECONDS: '60', CALL_ATTEMPT_SECONDS: '29' };
    const port = await start({ DRAIN_GRACE_SECONDS: '0', ...patient });
    const pool = new Pool(`http://127.0.0.1:${port}`, { connections: 200 });
    let release = () => {};
    upstream.held = new Promise((resolve) => {
      release = resolve;
    });
    const statuses = sendMany(pool, 200);
    await server.until(() => upstream.underWay === 200);

    server.signal('SIGTERM');
    await server.until(() => server.lines('draining').length > 0);
    release();

    expect(await statuses).toEqual(Array.from({ length: 200 }, () => 200));
    expect(await server.exitCode).toBe(0);
    expect(server.lines().at(-1)).toMatchObject({ message: 'drained' });
    expect(server.lines('request')).toHaveLength(200);
    await pool.destroy();
  });

  it('again and again is not heard: what is under way is answered', async () => {
    const port = await start({ DRAIN_GRACE_SECONDS: '0' });
    upstream.delayMs = 1_000;
    const connection = await RawConnection.open(port);
    connection.send('GET /items/ITEM-1 HTTP/1.1\r\nHost: a\r\n\r\n');
    await server.until(() => upstream.underWay === 1);

    for (let times = 1; times <= 3; times++) {
      server.signal('SIGTERM');
      await server.until(() => server.lines('draining').length > 0);
    }

    expect(await connection.untilAnswered()).toMatchObject([{ status: 200 }]);
    expect(await server.exitCode).toBe(0);
    expect(server.lines('draining')).toHaveLength(1);
  });

  it('is followed by a grace, in which new connections are answered and told to close', async () => {
    const port = await start({ DRAIN_GRACE_SECONDS: '1' });
    const early = await RawConnection.open(port);
    early.send('GET /health HTTP/1.1\r\nHost: a\r\n\r\n');
    const [kept] = await early.untilAnswered();

    server.signal('SIGTERM');
    await server.until(() => server.lines('draining').length > 0);
    const late = await RawConnection.open(port);
    late.send('GET /health HTTP/1.1\r\nHost: a\r\n\r\n');
    const [told] = await late.untilAnswered();
    await late.closed;

    expect(kept).toMatchObject({ status: 200, headers: { connection: 'keep-alive' } });
    expect(told).toMatchObject({ status: 200, headers: { connection: 'close' } });
    expect(early.isClosed).toBe(false);
    expect(await server.exitCode).toBe(0);
    await early.closed;
    await expect(RawConnection.open(port)).rejects.toThrow('ECONNREFUSED');
  });

  it.each([
    ['nothing', '', []],
    ['half a request', 'GET /health HTTP/1.1\r\n', [408]],
  ])('waits for a client that says %s no longer than always', async (_, bytes, statuses) => {
    const port = await start({ DRAIN_GRACE_SECONDS: '0.5', HEADERS_SECONDS: '1' });
    const connection = await sendTo(port, bytes);

    server.signal('SIGTERM');

    expect(await server.exitCode).toBe(0);
    expect(connection.answers().map(({ status }) => status)).toEqual(statuses);
  });

  it('ends the process with 1 at the deadline, and says how much was cut', async () => {
    const port = await start({ DRAIN_GRACE_SECONDS: '0', DRAIN_DEADLINE_SECONDS: '0.5' });
    upstream.delayMs = 3_000;
    const connection = await RawConnection.open(port);
    connection.send('GET /items/ITEM-1 HTTP/1.1\r\nHost: a\r\n\r\n');
    await server.until(() => upstream.underWay === 1);

    server.signal('SIGTERM');

    expect(await server.exitCode).toBe(1);
    expect(server.lines().at(-1)).toMatchObject({ message: 'cut at the deadline', connections: 1 });
    await connection.closed;
  });
});

describe('Ctrl-C', () => {
  it('drains without the grace', async () => {
    await start({ DRAIN_GRACE_SECONDS: '60' });

    server.signal('SIGINT');

    expect(await server.exitCode).toBe(0);
  });

  it('pressed again ends the process at once', async () => {
    const port = await start({});
    upstream.delayMs = 5_000;
    const connection = await RawConnection.open(port);
    connection.send('GET /items/ITEM-1 HTTP/1.1\r\nHost: a\r\n\r\n');
    await server.until(() => upstream.underWay === 1);
    server.signal('SIGINT');
    await server.until(() => server.lines('draining').length > 0);

    server.signal('SIGINT');

    expect(await server.exitCode).toBe(130);
  });
});

describe('SIGUSR1', () => {
  it('opens no debugger', async () => {
    await start({ DRAIN_GRACE_SECONDS: '1' });
    server.signal('SIGUSR1');
    server.signal('SIGTERM');

    expect(await server.exitCode).toBe(0);
    // It says so when its port is in use, too.
    expect(server.output).not.toMatch(/debugger|inspector/i);
  });
});
