import { ITEM } from '../../../shared/test/support/items/item-routes.ts';
import { RawConnection } from '../../../shared/test/support/raw-connection.ts';
import { GET_ITEM, HEALTH, postHead, sendTo } from './support/raw-requests.ts';
import { ServerBundle } from './support/server-bundle.ts';
import { type ServerProcess, testEnvironment } from './support/server-process.ts';
import { Upstream } from './support/upstream.ts';

let bundle: ServerBundle;
let upstream: Upstream;
let server: ServerProcess;
let port: number;

beforeAll(async () => {
  [bundle, upstream] = await Promise.all([
    new ServerBundle().build('with item routes'),
    new Upstream().start(),
  ]);
  server = bundle.start(
    testEnvironment(upstream.url, {
      HEADERS_SECONDS: '1',
      REQUEST_SECONDS: '1.5',
      MAX_CONNECTIONS: '50',
    }),
  );
  port = await server.port();
}, 60_000);
afterAll(async () => {
  await server.stop();
  await upstream.stop();
  await bundle.remove();
});

const problem = (status: number, code: string) => ({
  status,
  type: 'application/problem+json',
  connection: 'close',
  code,
});
async function refusals(connection: RawConnection) {
  await connection.closed;
  return connection.answers().map(({ status, headers, body }) => ({
    status,
    type: headers['content-type'],
    connection: headers['connection'],
    code: JSON.parse(body).code,
  }));
}

/** A right item but for its transfer coding. */
const chunkedItem = (coding: string) =>
  `POST /items HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: ${coding}\r\n\r\n${ITEM.length.toString(16)};a=b\r\n${ITEM}\r\n0\r\nX: y\r\n\r\n`;

/** The same with so many trailer lines, and a path of its own. */
const trailedItem = (lines: number, path = '/items') =>
  chunkedItem('chunked').replace('X: y\r\n', 'a: b\r\n'.repeat(lines)).replace('/items', path);

const send = (bytes: string | Uint8Array) => sendTo(port, bytes);
const stillServes = async () => {
  const connection = await send(postHead(ITEM.length, 'Connection: close\r\n') + ITEM);
  await connection.closed;
  return connection.answers()[0]?.status;
};

describe('The server', () => {
  it.each([
    ['64 KB of headers', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(65_536)}\r\n\r\n`],
    ['a first line of 64 KB', `GET /${'x'.repeat(65_536)} HTTP/1.1\r\nHost: a\r\n\r\n`],
    ['201 header lines', `GET / HTTP/1.1\r\nHost: a\r\n${'X: a\r\n'.repeat(200)}\r\n`],
    ['300 header lines', `GET / HTTP/1.1\r\nHost: a\r\n${'X: a\r\n'.repeat(299)}\r\n`],
    ['201 trailer lines', trailedItem(201)],
    ['3,000 trailer lines', trailedItem(3_000)],
  ])('refuses %s with 431 and closes', async (_, bytes) => {
    expect(await refusals(await send(bytes))).toEqual([problem(431, 'HTTP_HEADERS_TOO_LARGE')]);
  });

  it.each([
    ['no Host', 'GET /health HTTP/1.1\r\n\r\n'],
    ['two', 'GET /health HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n'],
    ['HTTP/2.0', 'GET /health HTTP/2.0\r\nHost: a\r\n\r\n'],
    ['HTTP/0.9', 'GET /health\r\n\r\n'],
    ['CONNECT', 'CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n'],
    ['two before HTTP/1.1', 'GET /health HTTP/1.0\r\nHost: a\r\nhost: b\r\n\r\n'],
    ['one that is no host', 'GET /health HTTP/1.1\r\nHost: a b\r\n\r\n'],
    ['one with a path', 'GET /health HTTP/1.1\r\nHost: a/b\r\n\r\n'],
    ['one with a port that is none', 'GET /health HTTP/1.1\r\nHost: a:b\r\n\r\n'],
    ['chunks before HTTP/1.1', chunkedItem('chunked').replace('HTTP/1.1', 'HTTP/1.0')],
    ['none on a path that there is not', 'GET /nothing HTTP/1.1\r\n\r\n'],
  ])('refuses a request with %s with 400 and closes', async (_, bytes) => {
    expect(await refusals(await send(bytes))).toEqual([problem(400, 'HTTP_REQUEST_MALFORMED')]);
  });

  it('refuses a body in a transfer coding that it does not know with 501 and closes', async () => {
    const connection = await send(chunkedItem('gzip, chunked'));

    expect(await refusals(connection)).toEqual([problem(501, 'HTTP_TRANSFER_CODING')]);
  });

  it.each([
    ['another', 'foo'],
    ['another beside 100-continue', '100-continue, foo'],
  ])('refuses an expectation of %s with 417 at once and closes', async (_, expected) => {
    const connection = await send(postHead(ITEM.length, `Expect: ${expected}\r\n`));

    expect(await refusals(connection)).toEqual([problem(417, 'HTTP_EXPECTATION')]);
  });

  it.each([
    ['200 trailer lines', trailedItem(200)],
    ['no expectation in Expect', HEALTH.replace('\r\n\r\n', '\r\nExpect:\r\n\r\n')],
    ['another before HTTP/1.1', 'GET /health HTTP/1.0\r\nExpect: foo\r\n\r\n'],
    ['chunks, their extensions and trailers', chunkedItem('Chunked')],
    ['an address and a port', 'GET /health HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n'],
    ['no name in Host', 'GET /health HTTP/1.1\r\nHost:\r\n\r\n'],
    ['no Host before HTTP/1.1', 'GET /health HTTP/1.0\r\n\r\n'],
  ])('serves a request with %s', async (_, bytes) => {
    const connection = await send(bytes);

    expect(await connection.untilAnswered()).toMatchObject([{ status: 200 }]);
    connection.reset();
  });

  it.each([
    ['that it refuses', 'GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 400],
    [
      'with more header lines than it takes',
      `GET /health HTTP/1.1\r\nHost: a\r\n${'X: a\r\n'.repeat(201)}\r\n`,
      431,
    ],
    ['with more trailer lines than it takes', trailedItem(201), 431],
    ['with as many for a path that there is not', trailedItem(201, '/nothing'), 404],
    ['with a body above the limit', postHead(1_000_001) + ' '.repeat(1_000_001), 413],
    [
      'with one above the limit that was not announced',
      chunkedItem('chunked').replace(
        /\r\n\r\n.*$/s,
        `\r\n\r\nf4241\r\n${' '.repeat(1_000_001)}\r\n0\r\n\r\n`,
      ),
      413,
    ],
    [
      'for another protocol',
      'GET /health HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n',
      200,
    ],
    [
      'for another protocol, as some proxies have it',
      'GET /health HTTP/1.1\r\nHost: a\r\nProxy-Connection: a, upgrade\r\nUpgrade: h2c\r\n\r\n',
      200,
    ],
    [
      'for another protocol before HTTP/1.1',
      'GET /health HTTP/1.0\r\nConnection: keep-alive, upgrade\r\nUpgrade: h2c\r\n\r\n',
      200,
    ],
    ['before HTTP/1.1', 'GET /health HTTP/1.0\r\nUpgrade: h2c\r\n\r\n', 200],
    ['that says so', 'GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 200],
  ])('serves nothing behind a request %s, and closes', async (_, bytes, status) => {
    const begun = upstream.begun;
    const logged = server.lines('request').length;
    const connection = await send(bytes + `${postHead(ITEM.length)}${ITEM}`.repeat(3));
    await connection.closed;

    expect(connection.answers()).toMatchObject([{ status, headers: { connection: 'close' } }]);
    expect(await stillServes()).toBe(200);
    expect(upstream.begun).toBe(begun + 1);
    const codes = server
      .lines('request')
      .slice(logged)
      .map(({ code }) => code);
    expect(codes).not.toContain('UPSTREAM_ABANDONED');
  });

  it.each([
    ['16 at once', HEALTH.repeat(16), 16],
    [
      'one behind one with an Upgrade that Connection does not name',
      HEALTH.replace('\r\n\r\n', '\r\nConnection: keep-alive\r\nUpgrade: h2c\r\n\r\n') + HEALTH,
      2,
    ],
  ])('serves %s', async (_, bytes, count) => {
    const connection = await send(bytes);
    const answers = await connection.untilAnswered(count);
    connection.reset();

    expect(answers.map(({ status }) => status)).toEqual(Array(count).fill(200));
  });

  it('answers a client that has said all it has to say, and closes', async () => {
    upstream.delayMs = 200;
    const connection = await send(postHead(ITEM.length) + ITEM + HEALTH);
    connection.end();
    await connection.closed;
    upstream.delayMs = 0;

    expect(connection.answers()).toMatchObject([{ status: 200 }, { status: 200 }]);
  });

  it('gives up the call of a client that has said all it has to say, and waits long', async () => {
    upstream.delayMs = 10_000;
    const connection = await send(GET_ITEM);
    connection.end();
    await connection.closed;
    upstream.delayMs = 0;

    expect(connection.answers()).toEqual([]);
    await server.until(() =>
      server.lines('request').some(({ code }) => code === 'UPSTREAM_ABANDONED'),
    );
  });

  it.each([
    ['and goes on listening', () => {}],
    ['and has no more to say', (connection: RawConnection) => connection.end()],
  ])(
    'answers a client that sends garbage behind a request %s, then refuses it',
    async (_, then) => {
      upstream.delayMs = 200;
      const connection = await send(`${GET_ITEM}\u0001garbage`);
      then(connection);
      await connection.closed;
      upstream.delayMs = 0;

      expect(connection.answers().map(({ status }) => status)).toEqual([200, 400]);
    },
  );

  it('refuses a body of which the client says that there is no more with 400 and closes', async () => {
    const connection = await send(`${postHead(100)}{"id`);
    connection.end();

    expect(await refusals(connection)).toEqual([problem(400, 'HTTP_REQUEST_MALFORMED')]);
  });

  it.each([
    ['announced', postHead(2_000_000) + 'x'.repeat(2_000_000)],
    [
      'in chunks',
      `POST /items HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${`10000\r\n${'x'.repeat(65_536)}\r\n`.repeat(31)}0\r\n\r\n`,
    ],
  ])('refuses a body of 2 MB, %s, with 413 and closes', async (_, bytes) => {
    expect(await refusals(await send(bytes))).toEqual([problem(413, 'HTTP_BODY_TOO_LARGE')]);
  });

  it('keeps nothing of a body above the limit, however much of it comes', async () => {
    const before = server.memory();
    const head =
      'POST /items HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
    const bytes = Buffer.from(head + `100000\r\n${'x'.repeat(1_048_576)}\r\n`.repeat(20));
    const connections = await Promise.all(Array.from({ length: 20 }, () => send(bytes)));
    await Promise.all(connections.map(({ closed }) => closed));

    // 400 MB were sent.
    expect(server.memory() - before).toBeLessThan(150_000_000);
    expect(await stillServes()).toBe(200);
  });

  it('cuts slow headers with 408', async () => {
    const connection = await RawConnection.open(port);
    const startedAt = Date.now();
    void connection.drip('GET /health HTTP/1.1\r\nHost: aaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 100);

    expect(await refusals(connection)).toEqual([problem(408, 'HTTP_REQUEST_TIMEOUT')]);
    expect(Date.now() - startedAt).toBeLessThan(4_000);
  });

  it('cuts a slow body with 408', async () => {
    const connection = await send(postHead(500));
    const startedAt = Date.now();
    void connection.drip(ITEM, 100);

    expect(await refusals(connection)).toEqual([problem(408, 'HTTP_REQUEST_TIMEOUT')]);
    expect(Date.now() - startedAt).toBeLessThan(5_000);
  });

  it('closes a connection that says nothing, without a word', async () => {
    const connection = await RawConnection.open(port);

    expect(await refusals(connection)).toEqual([]);
  });

  it.each([
    ['no HTTP', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n'],
    ['a header without a colon', 'GET / HTTP/1.1\r\nHost\r\n\r\n'],
    [
      'two lengths',
      'POST /items HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n',
    ],
    [
      'a length and chunks',
      'POST /items HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
  ])('refuses %s with 400 and closes', async (_, bytes) => {
    expect(await refusals(await send(bytes))).toEqual([problem(400, 'HTTP_REQUEST_MALFORMED')]);
  });

  it('refuses a body whose chunks are broken with 400 and closes', async () => {
    const connection = await send(
      'POST /items HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"id\r\nzz\r\n',
    );

    expect(await refusals(connection)).toEqual([problem(400, 'HTTP_REQUEST_MALFORMED')]);
  });

  it('answers what came before garbage, then refuses the garbage with 400 and closes', async () => {
    upstream.delayMs = 200;
    const connection = await send(`${postHead(ITEM.length) + ITEM + HEALTH}\u0001garbage\r\n\r\n`);
    await connection.closed;
    upstream.delayMs = 0;

    expect(connection.answers().map(({ status }) => status)).toEqual([200, 200, 400]);
  });

  it('answers pipelined requests in their order', async () => {
    const connection = await send(HEALTH + postHead(ITEM.length) + ITEM + HEALTH);
    const bodies = (await connection.untilAnswered(3)).map(
      ({ body }) => Object.keys(JSON.parse(body))[0],
    );
    connection.reset();

    expect(bodies).toEqual(['status', 'id', 'status']);
  });

  it('asks a client that waits for it to go on, and not one whose body is too large', async () => {
    const expecting = 'Expect: 100-continue\r\n';
    const small = await send(postHead(ITEM.length, expecting));
    while (!small.received.includes('HTTP/1.1 100 Continue')) await new Promise(setImmediate);
    small.send(ITEM);
    const large = await send(postHead(2_000_000, expecting));

    expect(await small.untilAnswered()).toMatchObject([{ status: 200 }]);
    expect(await large.untilAnswered()).toMatchObject([{ status: 413 }]);
    expect(large.received.toString()).not.toContain('100 Continue');
    small.reset();
    large.reset();
  });

  it('gives no body to HEAD, and takes a target in absolute form', async () => {
    const head = await send('HEAD /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    const absolute = await send(
      'GET http://a/health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    );
    await Promise.all([head.closed, absolute.closed]);

    expect(head.answers('HEAD')).toMatchObject([{ status: 200 }]);
    expect(head.received.toString()).toMatch(/\r\n\r\n$/);
    expect(absolute.answers()).toMatchObject([{ status: 200 }]);
  });

  it('goes on when clients go away in the midst of a request, a body or an answer', async () => {
    const descriptors = server.descriptors();
    upstream.delayMs = 300;
    const begun = upstream.begun;
    const connections = await Promise.all([
      ...Array.from({ length: 10 }, () => send(postHead(ITEM.length) + ITEM)),
      ...Array.from({ length: 10 }, () => send(`${postHead(100)}{"id`)),
      ...Array.from({ length: 10 }, () => send('GET /heal')),
    ]);
    await server.until(() => upstream.begun === begun + 10);
    for (const connection of connections) connection.reset();
    await server.until(() => upstream.underWay === 0);
    upstream.delayMs = 0;

    expect(await stillServes()).toBe(200);
    await server.until(() => server.descriptors() <= descriptors + 12);
  });

  it('does not wait for a refused client to close', async () => {
    const descriptors = server.descriptors();
    const stubborn = await Promise.all(
      Array.from({ length: 20 }, () => RawConnection.open(port, 'half open')),
    );
    for (const connection of stubborn) connection.send('no HTTP\r\n\r\n');
    for (const connection of stubborn) await connection.untilAnswered();

    await server.until(() => server.descriptors() <= descriptors);
    for (const connection of stubborn) connection.reset();
  });

  it('takes a tenth more connections than it is said to, and no more', async () => {
    upstream.delayMs = 2_000;
    const connections = await Promise.all(Array.from({ length: 70 }, () => send(GET_ITEM)));
    const answers = await Promise.all(connections.map((connection) => connection.untilAnswered()));
    for (const connection of connections) connection.reset();
    upstream.delayMs = 0;

    expect(answers.filter(([answer]) => answer?.status === 200)).toHaveLength(55);
    expect(answers.filter((none) => none.length === 0)).toHaveLength(15);
  });

  it('closes what it has answered while there are more connections than it is said to take', async () => {
    const connections = await Promise.all(Array.from({ length: 54 }, () => send(HEALTH)));
    const answers = await Promise.all(connections.map((connection) => connection.untilAnswered()));
    // An answer comes before the end of its connection.
    await server.until(() => connections.filter(({ isClosed }) => isClosed).length >= 4);
    const kept = connections.filter(({ isClosed }) => !isClosed);
    for (const connection of connections) connection.reset();

    expect(answers.filter(([answer]) => answer?.status === 200)).toHaveLength(54);
    expect(kept.length).toBeLessThanOrEqual(50);
  });

  it('answers the requests behind one that it answers with a goodbye', async () => {
    upstream.delayMs = 500;
    const connections = await Promise.all([
      ...Array.from({ length: 51 }, () => send(GET_ITEM)),
      send(GET_ITEM + HEALTH),
    ]);
    const pair = await connections.at(-1)?.untilAnswered(2);
    for (const connection of connections) connection.reset();
    upstream.delayMs = 0;

    expect(pair).toMatchObject([{ status: 200 }, { status: 200 }]);
  });

  it("does not believe a client's request id, and passes the load balancer's trace on", async () => {
    const trace = 'Root=1-67891233-abcdef012345678912345678';
    const connection = await send(
      `GET /items/ITEM-1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Request-Id: believe-me\r\nX-Amzn-Trace-Id: ${trace}\r\nX-Forwarded-For: 6.6.6.6\r\n\r\n`,
    );
    await connection.closed;
    const line = server.lines('request').find((one) => one['traceId'] === trace.slice(5));

    expect(line?.['requestId']).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    expect(upstream.lastIds).toEqual([line?.['requestId'], trace]);
    expect(server.output).not.toMatch(/believe-me|6\.6\.6\.6/);
  });
});
