import type { Socket } from 'node:net';
import fc from 'fast-check';
import {
  type Behaviour,
  FaultServer,
  httpAnswer,
  problemAnswer,
  type SeenRequest,
} from '../../../shared/test/support/fault-server.ts';
import { itemAnswer, itemValue } from '../../../shared/test/support/items/item-answers.ts';
import { type CallerAnswer, createCaller, shortLimits } from './support/caller.ts';

type Answering = (socket: Socket, request: SeenRequest) => void;
const answering = (onRequest: Answering): Behaviour => ({ onRequest });
const sending = (bytes: (request: SeenRequest) => Buffer | string): Behaviour =>
  answering((socket, request) => socket.write(bytes(request)));
const thenClosing = (bytes: (request: SeenRequest) => Buffer | string): Behaviour =>
  answering((socket, request) => socket.end(bytes(request)));
const dripping = (bytes: (request: SeenRequest) => Buffer): Behaviour =>
  answering((socket, request) => {
    const rest = [...bytes(request)];
    const drip = setInterval(() => socket.write(Buffer.of(rest.shift() ?? 0x20)), 20);
    socket.on('close', () => clearInterval(drip));
  });
const withStatus = (status: number, body = '{}'): Behaviour =>
  sending(() => httpAnswer({ status, body }));
const altered = (over: Record<string, unknown>): Behaviour =>
  sending((request) => httpAnswer({ body: JSON.stringify({ ...itemValue(request), ...over }) }));
const large = 'x'.repeat(1_000_001);
const chunked = { 'transfer-encoding': 'chunked', 'content-length': '' };

const OK = [200, undefined, 1] as const;
const LOST = [502, 'UPSTREAM_CONNECTION_LOST', 2] as const;
const SLOW = [504, 'UPSTREAM_TIMEOUT', 2] as const;
const LARGE = [502, 'UPSTREAM_TOO_LARGE', 1] as const;
const NOT_JSON = [502, 'UPSTREAM_NOT_JSON', 1] as const;
const OFF_CONTRACT = [502, 'UPSTREAM_OFF_CONTRACT', 1] as const;
const REFUSED = [502, 'UPSTREAM_REFUSED', 1] as const;

/** What the server does → what the client gets: status, code, and how many times a GET is sent (a POST once). */
const faults: readonly (readonly [
  string,
  Behaviour,
  readonly [number, string | undefined, number],
])[] = [
  // the connection
  [
    'resets the connection at once',
    { onConnection: (socket) => socket.resetAndDestroy() },
    [502, 'UPSTREAM_CONNECTION_LOST', 0],
  ],
  [
    'closes the connection at once',
    { onConnection: (socket) => socket.destroy() },
    [502, 'UPSTREAM_CONNECTION_LOST', 0],
  ],
  [
    'resets at the first byte of the request',
    { onFirstByte: (socket) => socket.resetAndDestroy() },
    LOST,
  ],
  ['closes at the first byte of the request', { onFirstByte: (socket) => socket.destroy() }, LOST],
  ['resets instead of an answer', answering((socket) => socket.resetAndDestroy()), LOST],
  ['closes instead of an answer', answering((socket) => socket.end()), LOST],
  // time
  ['never answers', answering(() => {}), SLOW],
  ['hangs within the headers', sending(() => 'HTTP/1.1 200 OK\r\ncontent-ty'), SLOW],
  ['hangs within the body', sending((request) => itemAnswer(request).subarray(0, -1)), SLOW],
  ['drips the headers', dripping((request) => itemAnswer(request)), SLOW],
  [
    'drips the body',
    answering((socket, request) => {
      socket.write(itemAnswer(request, { headers: { 'content-length': '1000' } }));
      dripping(() => Buffer.alloc(1_000, 0x20)).onRequest?.(socket, request);
    }),
    SLOW,
  ],
  [
    'says 102 again and again',
    answering((socket) => {
      const beat = setInterval(() => socket.write('HTTP/1.1 102 Processing\r\n\r\n'), 20);
      socket.on('close', () => clearInterval(beat));
    }),
    SLOW,
  ],
  [
    'answers late, but in time',
    answering((socket, request) => void setTimeout(() => socket.write(itemAnswer(request)), 150)),
    OK,
  ],
  // cut answers
  ['cuts the headers', thenClosing(() => 'HTTP/1.1 200 OK\r\ncontent-type: application/js'), LOST],
  [
    'cuts the body short of its length',
    thenClosing((request) => itemAnswer(request).subarray(0, -1)),
    LOST,
  ],
  [
    'cuts a chunked body',
    thenClosing(
      () =>
        'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"a":',
    ),
    LOST,
  ],
  [
    'cuts a body that ends with the connection',
    thenClosing((request) =>
      itemAnswer(request, { headers: { 'content-length': '' } }).subarray(0, -1),
    ),
    NOT_JSON,
  ],
  [
    'announces less than it sends',
    sending((request) => itemAnswer(request, { headers: { 'content-length': '5' } })),
    NOT_JSON,
  ],
  // size
  ['announces more than 1 MB', sending(() => httpAnswer({ body: large })), LARGE],
  [
    'announces an endless body',
    sending(() => httpAnswer({ headers: { 'content-length': '99999999999999' } })),
    LARGE,
  ],
  [
    'sends more than 1 MB in chunks',
    sending(() => httpAnswer({ headers: chunked, body: `f4241\r\n${large}\r\n0\r\n\r\n` })),
    LARGE,
  ],
  [
    'sends more than 1 MB until it closes',
    thenClosing(() => httpAnswer({ headers: { 'content-length': '' }, body: large })),
    LARGE,
  ],
  [
    'sends 32 KB of headers, as many as a load balancer takes of a function',
    sending((request) => itemAnswer(request, { headers: { a: 'x'.repeat(32_000) } })),
    OK,
  ],
  [
    'sends 70 KB of headers',
    sending((request) => itemAnswer(request, { headers: { a: 'x'.repeat(70_000) } })),
    LARGE,
  ],
  // framing
  ['speaks another protocol', sending(() => 'SSH-2.0-OpenSSH_9.6\r\n'), LOST],
  [
    'has a chunk size that is none',
    sending(() => httpAnswer({ headers: chunked, body: 'zz\r\n{}\r\n0\r\n\r\n' })),
    LOST,
  ],
  [
    'has both length and chunks',
    sending(() =>
      httpAnswer({ headers: { 'transfer-encoding': 'chunked' }, body: '2\r\n{}\r\n0\r\n\r\n' }),
    ),
    LOST,
  ],
  [
    'has two lengths',
    sending(
      () =>
        'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}',
    ),
    LOST,
  ],
  [
    'has a length that is none',
    sending(() => httpAnswer({ headers: { 'content-length': '-2' }, body: '{}' })),
    LOST,
  ],
  ['has a header with a line break', sending(() => 'HTTP/1.1 200 OK\r\na: b\n c\0d\r\n\r\n'), LOST],
  [
    'switches protocols unasked',
    sending(() => 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
    LOST,
  ],
  [
    'says 100 Continue unasked',
    sending((request) => `HTTP/1.1 100 Continue\r\n\r\n${itemAnswer(request)}`),
    LOST,
  ],
  [
    'says 103 Early Hints first',
    sending((request) => `HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${itemAnswer(request)}`),
    OK,
  ],
  [
    'answers in chunks',
    sending((request) => {
      const body = JSON.stringify(itemValue(request));
      const size = body.length.toString(16);
      return httpAnswer({ headers: chunked, body: `${size}\r\n${body}\r\n0\r\n\r\n` });
    }),
    OK,
  ],
  [
    'answers in HTTP/1.0 and closes',
    thenClosing((request) => itemAnswer(request).toString().replace('HTTP/1.1', 'HTTP/1.0')),
    OK,
  ],
  ['answers and closes', thenClosing((request) => itemAnswer(request)), OK],
  [
    'answers, says close and keeps it open',
    sending((request) => itemAnswer(request, { headers: { connection: 'close' } })),
    OK,
  ],
  [
    'answers, then resets',
    answering((socket, request) =>
      socket.write(itemAnswer(request), () => setTimeout(() => socket.resetAndDestroy(), 20)),
    ),
    OK,
  ],
  // content
  [
    'answers with HTML',
    sending((request) => itemAnswer(request, { headers: { 'content-type': 'text/html' } })),
    NOT_JSON,
  ],
  [
    'answers without content type',
    sending((request) => itemAnswer(request, { headers: { 'content-type': '' } })),
    NOT_JSON,
  ],
  ['answers 200 with a problem', sending(() => problemAnswer(200, 'ITEM_UNKNOWN')), NOT_JSON],
  ['answers with broken JSON', sending(() => httpAnswer({ body: '{"secret":' })), NOT_JSON],
  [
    'answers with bytes that are no UTF-8',
    sending(() => httpAnswer({ body: Uint8Array.of(0x22, 0xff, 0x22) })),
    NOT_JSON,
  ],
  [
    'answers in gzip',
    sending((request) =>
      itemAnswer(request, {
        headers: { 'content-encoding': 'gzip' },
        body: Uint8Array.of(0x1f, 0x8b),
      }),
    ),
    NOT_JSON,
  ],
  ['answers 200 without body', sending(() => httpAnswer({})), NOT_JSON],
  ['answers 204', sending(() => 'HTTP/1.1 204 No Content\r\n\r\n'), NOT_JSON],
  [
    'redirects',
    sending(() => httpAnswer({ status: 302, headers: { location: 'http://127.0.0.1:1/' } })),
    NOT_JSON,
  ],
  ['answers with null', sending(() => httpAnswer({ body: 'null' })), OFF_CONTRACT],
  ['answers with other fields', sending(() => httpAnswer({ body: '{"secret":1}' })), OFF_CONTRACT],
  ['answers about another item', altered({ id: 'ITEM-2' }), OFF_CONTRACT],
  ['answers with a count in fractions', altered({ count: 1.5 }), OFF_CONTRACT],
  ['answers with more fields than the contract', altered({ note: 'secret' }), OK],
  ['answers 201', sending((request) => itemAnswer(request, { status: 201 })), OFF_CONTRACT],
  [
    'answers with 30,000 lists in each other',
    sending(() => httpAnswer({ body: '['.repeat(30_000) + ']'.repeat(30_000) })),
    OFF_CONTRACT,
  ],
  // statuses
  ['answers 400', withStatus(400), REFUSED],
  ['answers 401', withStatus(401), REFUSED],
  ['answers 403', withStatus(403), REFUSED],
  [
    'answers 404 as the listener does',
    withStatus(404, '{"status":404,"code":"ITEM_UNKNOWN"}'),
    REFUSED,
  ],
  ['answers 405', sending(() => problemAnswer(405, 'HTTP_METHOD_NOT_ALLOWED')), REFUSED],
  ['answers 413', sending(() => problemAnswer(413, 'HTTP_BODY_TOO_LARGE')), REFUSED],
  ['answers 429', withStatus(429), REFUSED],
  ['answers 464, which only a load balancer does', withStatus(464), REFUSED],
  [
    'answers a 404 of another code',
    sending(() => problemAnswer(404, 'HTTP_ROUTE_NOT_FOUND')),
    REFUSED,
  ],
  ['answers a 422 of another code', sending(() => problemAnswer(422, '__proto__')), REFUSED],
  ['answers 500', withStatus(500), [502, 'UPSTREAM_FAILED', 1]],
  ['answers 501', withStatus(501), [502, 'UPSTREAM_FAILED', 1]],
  ['answers 502 as a load balancer does', withStatus(502, '<html>'), [502, 'UPSTREAM_FAILED', 2]],
  [
    'answers 503 as a load balancer does',
    withStatus(503, '<html>'),
    [503, 'UPSTREAM_UNAVAILABLE', 2],
  ],
  ['answers 504 as a load balancer does', withStatus(504, '<html>'), [504, 'UPSTREAM_TIMEOUT', 2]],
  ['answers 561, which only a load balancer does', withStatus(561), [502, 'UPSTREAM_FAILED', 1]],
];

/** What a client that posts an item gets from such a server. */
async function postTo(behaviour: Behaviour): Promise<CallerAnswer> {
  const server = await new FaultServer(behaviour).start();
  const caller = createCaller(server.origin, shortLimits);
  try {
    return await caller.post();
  } finally {
    await server.stop();
    await caller.close();
  }
}

describe('The public caller, when the protected API', () => {
  it.each(faults)('%s', async (_what, behaviour, [status, code, sent]) => {
    // The two methods at the same time, each with a server and a pool of its own.
    const results = ['GET', 'POST'].map(async (method) => {
      const server = await new FaultServer(behaviour).start();
      const caller = createCaller(server.origin, status === 504 ? shortLimits : undefined);
      try {
        const answer = await (method === 'GET' ? caller.get() : caller.post());
        expect(answer).toMatchObject({ status, ...(code && { body: { code }, logged: { code } }) });
        expect(answer.retryAfter).toBe(status === 503 ? '1' : undefined);
        expect(JSON.stringify([answer.body, answer.logged])).not.toContain('secret');
        expect(server.begun).toBe(method === 'GET' ? sent : Math.min(sent, 1));
        if (status === 504) expect(answer.tookMs).toBeLessThan(shortLimits.deadlineMs + 500);
      } finally {
        await server.stop();
        await caller.close();
      }
    });
    await Promise.all(results);
  });

  it.each<[string, Behaviour, Record<string, unknown>]>([
    [
      'speaks another protocol',
      sending(() => 'SSH-2.0-OpenSSH_9.6\r\n'),
      { causeCode: 'HTTPParserError', phase: 'headers' },
    ],
    [
      'resets within the body',
      answering((socket, request) =>
        socket.write(itemAnswer(request).subarray(0, -1), () => socket.resetAndDestroy()),
      ),
      { causeCode: expect.any(String), phase: 'body', upstreamStatus: 200 },
    ],
    ['never answers', answering(() => {}), { phase: 'headers' }],
    [
      'hangs within the body',
      sending((request) => itemAnswer(request).subarray(0, -1)),
      { phase: 'body', upstreamStatus: 200 },
    ],
  ])('%s, logs how far it came and why it ended', async (_what, behaviour, logged) => {
    expect(await postTo(behaviour)).toMatchObject({ logged });
  });

  it('answers anything at all, gives an item or a fault of the hop, and is asked once by a POST', async () => {
    let edit = { at: 0, removed: 0, inserted: new Uint8Array() };
    const server = await new FaultServer(
      thenClosing((request) => {
        const answer = itemAnswer(request);
        const at = edit.at % (answer.length + 1);
        const rest = answer.subarray(at + edit.removed);
        return Buffer.concat([answer.subarray(0, at), edit.inserted, rest]);
      }),
    ).start();
    const caller = createCaller(server.origin);
    const edits = fc.record({
      at: fc.nat(200),
      removed: fc.oneof(fc.nat(3), fc.nat(200)),
      inserted: fc.oneof(fc.uint8Array({ maxLength: 4 }), fc.uint8Array({ maxLength: 200 })),
    });
    await fc.assert(
      fc.asyncProperty(edits, async (next) => {
        edit = next;
        const before = server.begun;
        const { status, body } = await caller.post();
        expect([200, 502, 503, 504]).toContain(status);
        expect(body['code']).not.toBe('HTTP_INTERNAL_ERROR');
        expect(server.begun - before).toBe(1);
      }),
      { numRuns: 300 },
    );
    await server.stop();
    await caller.close();
  }, 20_000);
});
