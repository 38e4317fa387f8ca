import { Application } from '../../src/http/application.ts';
import { type HttpResponse, jsonResponse } from '../../src/http/http-response.ts';
import { readJsonBody } from '../../src/http/json-body.ts';
import { HttpError } from '../../src/http/problem.ts';
import type { Route, RouteHandler } from '../../src/http/route-table.ts';
import { frontEnds } from '../support/front-ends.ts';

const routes: readonly Route[] = [
  { route: 'GET /ok', handler: () => jsonResponse(200, { status: 'ok' }) },
  { route: 'GET /items/{id}', handler: (_request, { params }) => jsonResponse(200, params) },
  { route: 'POST /echo', handler: (request) => jsonResponse(200, readJsonBody(request)) },
];
const json = [['content-type', 'application/json']] as const;
const throwing = (thrown: unknown): Route[] => [
  {
    route: 'GET /ok',
    handler: () => {
      throw thrown;
    },
  },
];
const answering = (handler: RouteHandler): Route[] => [{ route: 'GET /ok', handler }];
describe.each(frontEnds)('Application behind $name', (frontEnd) => {
  const { name } = frontEnd;

  it('answers by the route, and logs one line with ids, route, status and duration', async () => {
    const answered = await frontEnd.send(routes, { path: '/items/7' });
    expect(answered).toMatchObject({ status: 200, json: { id: '7' }, faults: [] });
    expect(answered.headers).toEqual({ 'content-type': ['application/json'] });
    expect(answered.logged).toEqual([
      expect.objectContaining({
        level: 'info',
        message: 'request',
        route: 'GET /items/{id}',
        status: 200,
        requestId: expect.stringMatching(/^[\w=-]{8,64}$/),
        durationMs: expect.any(Number),
      }),
    ]);
  });

  it('answers HEAD as GET, without the body', async () => {
    const { status, headers, raw, faults } = await frontEnd.send(routes, {
      method: 'HEAD',
      path: '/ok',
    });
    expect({ status, headers, faults }).toEqual({
      status: 200,
      headers: { 'content-type': ['application/json'] },
      faults: [],
    });
    expect(raw).not.toHaveProperty('body');
  });

  it.each([204, 304])('gives a %i no body', async (status) => {
    const answered = await frontEnd.send(
      answering(() => ({ status, body: 'x' })),
      { path: '/ok' },
    );
    expect(answered).toMatchObject({ status, body: '', faults: [] });
  });

  it.each([
    ['GET', '/nothing', 404, 'HTTP_ROUTE_NOT_FOUND', undefined],
    ['GET', '', 404, 'HTTP_ROUTE_NOT_FOUND', undefined],
    ['GET', '/ok/', 404, 'HTTP_ROUTE_NOT_FOUND', undefined],
    ['GET', '/items/', 404, 'HTTP_ROUTE_NOT_FOUND', undefined],
    ['GET', '/__proto__', 404, 'HTTP_ROUTE_NOT_FOUND', undefined],
    ['GET', '/items/%ff', 400, 'HTTP_PATH_MALFORMED', undefined],
    ['GET', '/items/%', 400, 'HTTP_PATH_MALFORMED', undefined],
    ['POST', '/ok', 405, 'HTTP_METHOD_NOT_ALLOWED', ['GET, HEAD']],
    ['get', '/ok', 405, 'HTTP_METHOD_NOT_ALLOWED', ['GET, HEAD']],
    ['OPTIONS', '/echo', 405, 'HTTP_METHOD_NOT_ALLOWED', ['POST']],
    ['HEAD', '/echo', 405, 'HTTP_METHOD_NOT_ALLOWED', ['POST']],
    ['constructor', '/ok', 405, 'HTTP_METHOD_NOT_ALLOWED', ['GET, HEAD']],
  ])('answers %s %s with %i %s', async (method, path, status, code, allow) => {
    const answered = await frontEnd.send(routes, { method, path });
    expect(answered).toMatchObject({ status, faults: [] });
    expect(answered.headers).toEqual({
      'content-type': ['application/problem+json'],
      ...(allow && { allow }),
    });
    if (method !== 'HEAD') {
      const { title, detail, ...rest } = answered.json ?? {};
      expect({ title: typeof title, detail: typeof detail, ...rest }).toEqual({
        title: 'string',
        detail: 'string',
        status,
        code,
      });
    }
    expect(answered.logged).toEqual([expect.objectContaining({ level: 'info', status, code })]);
  });

  it.each([
    ['no content type', [], '{}', 415, 'HTTP_NOT_JSON'],
    [
      'a form',
      [['content-type', 'application/x-www-form-urlencoded']],
      'a=1',
      415,
      'HTTP_NOT_JSON',
    ],
    [
      'a compressed body',
      [...json, ['content-encoding', 'gzip']],
      '{}',
      415,
      'HTTP_CONTENT_CODING',
    ],
    ['broken JSON', json, '{"a":', 400, 'HTTP_JSON_MALFORMED'],
    ['an empty body', json, '', 400, 'HTTP_JSON_MALFORMED'],
    ['a lone surrogate', json, '"\ud800"', 400, 'HTTP_BODY_MALFORMED'],
    ['bytes that are no UTF-8', json, Uint8Array.of(0x22, 0xff, 0x22), 400, 'HTTP_BODY_MALFORMED'],
    ['JSON nested 33 deep', json, '['.repeat(33) + ']'.repeat(33), 400, 'HTTP_JSON_TOO_DEEP'],
    ['JSON nested 400,000 deep', json, '['.repeat(400_000), 400, 'HTTP_JSON_TOO_DEEP'],
    ['2 MB of text', json, `"${'x'.repeat(2_000_000)}"`, 413, 'HTTP_BODY_TOO_LARGE'],
    ['2 MB in base64', json, new Uint8Array(2_000_000), 413, 'HTTP_BODY_TOO_LARGE'],
  ] as const)('refuses %s', async (_what, headers, body, status, code) => {
    const answered = await frontEnd.send(routes, { method: 'POST', path: '/echo', headers, body });
    expect(answered).toMatchObject({ status, json: { status, code }, faults: [] });
    expect(answered.logged).toEqual([expect.objectContaining({ level: 'info', status, code })]);
  });

  it.each([
    ['text', '{"a":"ü€😀"}'],
    ['base64', Buffer.from('{"a":"ü€😀"}')],
  ])('reads a JSON body that comes as %s', async (_what, body) => {
    const parts = { method: 'POST', path: '/echo', headers: json, body };
    expect(await frontEnd.send(routes, parts)).toMatchObject({ status: 200, json: { a: 'ü€😀' } });
  });

  it.each(['x', 'e30', 'e30=\n', 'e3 0=', 'e30==', '_-8=', '====', '{"a":1}'])(
    'refuses %j where base64 is announced',
    async (body) => {
      const headers = { 'content-type': 'application/json' };
      const event = {
        httpMethod: 'POST',
        path: '/echo',
        rawPath: '/echo',
        requestContext: { http: { method: 'POST' } },
        headers,
        body,
        isBase64Encoded: true,
      };
      const answered = await frontEnd.sendEvent(routes, event, 'POST');
      expect(answered).toMatchObject({ status: 400, json: { code: 'HTTP_BODY_MALFORMED' } });
    },
  );

  it('takes 200 headers and answers 431 to 201, whatever the route', async () => {
    const headers = (count: number) =>
      Array.from({ length: count }, (_, index): [string, string] => [`x-${index}`, '']);
    const path = '/nothing';
    expect(await frontEnd.send(routes, { path, headers: headers(200) })).toMatchObject({
      status: 404,
    });
    const answered = await frontEnd.send(routes, { path, headers: headers(201) });
    expect(answered).toMatchObject({ status: 431, json: { code: 'HTTP_TOO_MANY_HEADERS' } });
    expect(answered.faults).toEqual([]);
  });

  it('answers a rejection as what is thrown', async () => {
    const rejecting = answering(() => Promise.reject(new HttpError(422, 'TEST', 'Not so.')));
    expect(await frontEnd.send(rejecting, { path: '/ok' })).toMatchObject({
      status: 422,
      json: { code: 'TEST', detail: 'Not so.' },
    });
  });

  it('shows fields, headers and detail of an HttpError, and logs its log fields', async () => {
    const error = new HttpError(422, 'TEST', 'Not so.', {
      errors: [{ field: 'a', expected: 'b' }],
      headers: { 'Retry-After': '7' },
      logFields: { upstreamStatus: 418 },
    });
    const answered = await frontEnd.send(throwing(error), { path: '/ok' });
    expect(answered.json).toMatchObject({ errors: [{ field: 'a', expected: 'b' }] });
    expect(answered.headers).toMatchObject({ 'retry-after': ['7'] });
    expect(answered.logged).toEqual([
      expect.objectContaining({ code: 'TEST', upstreamStatus: 418 }),
    ]);
  });

  it('leaves out headers of one hop and of the framing', async () => {
    const route = answering(() => ({
      status: 200,
      headers: {
        Connection: 'close',
        'keep-alive': 'timeout=5',
        'Transfer-Encoding': 'chunked',
        te: 'trailers',
        trailer: 'x',
        upgrade: 'h2c',
        'proxy-connection': 'close',
        'proxy-authenticate': 'Basic',
        'proxy-authorization': 'Basic x',
        'Content-Length': '999',
        date: 'today',
        'x-kept': 'yes',
      },
    }));
    const { headers, faults } = await frontEnd.send(route, { path: '/ok' });
    expect({ headers, faults }).toEqual({ headers: { 'x-kept': ['yes'] }, faults: [] });
  });

  it('sends bytes in base64 and text as it is', async () => {
    const bytes = await frontEnd.send(
      answering(() => ({ status: 200, body: Uint8Array.of(0, 255) })),
      { path: '/ok' },
    );
    expect(bytes.raw).toMatchObject({ body: 'AP8=', isBase64Encoded: true });
    const text = await frontEnd.send(
      answering(() => ({ status: 200, body: 'ü' })),
      { path: '/ok' },
    );
    expect(text.raw).toMatchObject({ body: 'ü', isBase64Encoded: false });
  });

  it('answers 500 HTTP_ANSWER_TOO_LARGE where the front end would refuse the size', async () => {
    const limit = name === 'HTTP API' ? 6_000_000 : 1_000_000;
    for (const body of ['x'.repeat(limit), '\u0001'.repeat(limit / 5), new Uint8Array(limit)]) {
      const answered = await frontEnd.send(
        answering(() => ({ status: 200, body })),
        { path: '/ok' },
      );
      expect(answered).toMatchObject({ status: 500, json: { code: 'HTTP_ANSWER_TOO_LARGE' } });
      expect(answered.faults).toEqual([]);
      expect(answered.logged).toEqual([expect.objectContaining({ code: 'HTTP_ANSWER_TOO_LARGE' })]);
    }
    const fitting = await frontEnd.send(
      answering(() => ({ status: 200, body: 'x'.repeat(limit - 1_000) })),
      { path: '/ok' },
    );
    expect(fitting).toMatchObject({ status: 200, faults: [] });
  });

  it('logs the request id and the root of the trace, and no other header or body', async () => {
    const traceId = '1-67891233-abcdef012345678912345678';
    const headers: [string, string][] = [
      ['x-request-id', 'client-request-1'],
      ['x-amzn-trace-id', `Self=1-1;Root=${traceId};secret=secret`],
      ['authorization', 'secret'],
      ['cookie', 'secret=secret'],
      ['user-agent', 'secret'],
      ['content-type', 'application/json'],
    ];
    const quoting: Route[] = [
      {
        route: 'POST /ok',
        handler: (request) => {
          throw new TypeError(`${request.header('authorization')}\n    at ${request.text()}`);
        },
      },
    ];
    const { lines, logged } = await frontEnd.send(quoting, {
      method: 'POST',
      path: '/ok',
      query: [['q', 'secret']],
      headers,
      body: '"secret"',
    });
    expect(lines.join('')).not.toContain('secret');
    expect(logged).toEqual([
      expect.objectContaining({ traceId, error: expect.objectContaining({ name: 'TypeError' }) }),
    ]);
  });

  it.each(['short', 'x'.repeat(65), 'a b c d e f', 'a"},{"x', 'line\nbreak', 'ünïcode-id', ''])(
    'does not log the request id %j',
    async (id) => {
      const { logged } = await frontEnd.send(routes, {
        path: '/ok',
        headers: [
          ['x-request-id', id],
          ['x-amzn-trace-id', `Root=${id}`],
        ],
      });
      expect(logged[0]?.['requestId']).not.toBe(id);
      expect(logged[0]).not.toHaveProperty('traceId');
    },
  );
});

describe('Application without a log', () => {
  it('answers and writes nothing', async () => {
    const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    const { createAlbHandler } = await import('../../src/http/alb-handler.ts');
    const handler = createAlbHandler(new Application(routes));
    expect(await handler({ httpMethod: 'GET', path: '/ok' }, {})).toMatchObject({
      statusCode: 200,
    });
    expect(await handler(null, {})).toMatchObject({ statusCode: 400 });
    expect(write).not.toHaveBeenCalled();
  });
});

it('an answer to what is no request has the headers of its error', () => {
  const error = new HttpError(503, 'TEST', 'Not now.', { headers: { 'Retry-After': '1' } });
  const invocation = { fallbackRequestId: 'request-1', fallbackTraceId: undefined, endsAt: 0 };
  const headersOf = ({ headers }: HttpResponse) => headers;
  expect(new Application(routes).refuse(invocation, headersOf, error)).toMatchObject({
    'Retry-After': '1',
  });
});
