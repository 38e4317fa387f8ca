import { jsonResponse } from '../../src/http/http-response.ts';
import { HttpError } from '../../src/http/problem.ts';
import type { Route, RouteHandler } from '../../src/http/route-table.ts';
import { frontEnds } from '../support/front-ends.ts';

const routes: readonly Route[] = [
  { route: 'GET /ok', handler: () => jsonResponse(200, { status: 'ok' }) },
];
const throwing = (thrown: unknown): Route[] => [
  {
    route: 'GET /ok',
    handler: () => {
      throw thrown;
    },
  },
];
const answering = (handler: RouteHandler): Route[] => [{ route: 'GET /ok', handler }];
const untouchable = (target: object) =>
  new Proxy(target, {
    get() {
      throw new Error('touched');
    },
    getPrototypeOf() {
      throw new Error('touched');
    },
  });

describe.each(frontEnds)('Application behind $name, where something is broken', (frontEnd) => {
  const { name } = frontEnd;

  it.each([
    ['an Error', new Error('secret')],
    ['an Error with a code', Object.assign(new Error('secret'), { code: 'ESECRET' })],
    ['a string', 'secret'],
    ['undefined', undefined],
    ['null', null],
    ['a symbol', Symbol('secret')],
    ['a BigInt', 1n],
    ['an object without prototype', Object.create(null)],
    ['a Proxy that throws at every touch', untouchable({})],
    ['a Proxy of an Error', untouchable(new Error('secret'))],
    ['a Proxy of an HttpError', untouchable(new HttpError(404, 'TEST', 'secret'))],
    ['a revoked Proxy', revokedProxy()],
    ['an HttpError with a status that is none', new HttpError(42, 'TEST', 'secret')],
    [
      'an HttpError with a header that is none',
      new HttpError(404, 'TEST', 'secret', { headers: { 'x-a': 'a\r\nset-cookie: secret' } }),
    ],
  ])('answers 500 without a word of it when a route throws %s', async (_what, thrown) => {
    const { status, json, body, faults, logged } = await frontEnd.send(throwing(thrown), {
      path: '/ok',
    });
    expect({ status, json, faults }).toEqual({
      status: 500,
      json: {
        title: 'Internal Server Error',
        status: 500,
        code: 'HTTP_INTERNAL_ERROR',
        detail: 'The request could not be answered.',
      },
      faults: [],
    });
    expect(body).not.toMatch(/secret|application/);
    expect(JSON.stringify(logged)).not.toContain('secret');
    expect(logged).toEqual([
      expect.objectContaining({
        level: 'error',
        status: 500,
        code: 'HTTP_INTERNAL_ERROR',
        error: expect.objectContaining({ name: expect.any(String) }),
      }),
    ]);
  });

  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a string', 'ok'],
    ['an empty object', {}],
    ['a status that is text', { status: '200' }],
    ['status 100', { status: 100 }],
    ['status 200.5', { status: 200.5 }],
    ['status NaN', { status: Number.NaN }],
    ['a body that is null', { status: 200, body: null }],
    ['a body that is an object', { status: 200, body: {} }],
    ['a header that is a number', { status: 200, headers: { 'x-a': 1 } }],
    ['a header that is null', { status: 200, headers: { 'x-a': null } }],
    ['a header list with undefined', { status: 200, headers: { 'x-a': ['a', undefined] } }],
    ['a header with a line break', { status: 200, headers: { 'x-a': 'a\r\nb: c' } }],
    ['a header above latin-1', { status: 200, headers: { 'x-a': '€' } }],
    ['a header name with a space', { status: 200, headers: { 'x a': 'a' } }],
    ['an empty header name', { status: 200, headers: { '': 'a' } }],
    ['an answer that cannot be touched', untouchable({})],
  ])('answers 500 when a route gives %s', async (_what, given) => {
    // A route in JavaScript, or behind a wrong type.
    const route = answering(() => JSON.parse('null') ?? given);
    const answered = await frontEnd.send(route, { path: '/ok' });
    expect(answered).toMatchObject({
      status: 500,
      json: { code: 'HTTP_INTERNAL_ERROR' },
      faults: [],
    });
    expect(answered.lines).toHaveLength(1);
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['undefined', undefined],
    ['an array', []],
    ['a string', '{}'],
    ['a number', 7],
    ['true', true],
    ['an empty object', {}],
    ['an SQS event', { Records: [{ body: '{}' }] }],
    ['a scheduled event', { source: 'aws.events', detail: {} }],
    ['a null request context', { rawPath: '/ok', requestContext: null, headers: null }],
    ['a request context that is text', { rawPath: '/ok', requestContext: 'x' }],
    ['an http field that is null', { rawPath: '/ok', requestContext: { http: null } }],
    ['a method that is no text', { httpMethod: 1, path: '/ok', rawPath: '/ok' }],
    ['a path that is null', { httpMethod: 'GET', path: null }],
    ['a path that is a list', { httpMethod: 'GET', path: ['/ok'], rawPath: ['/ok'] }],
    ['headers that are text, and no path', { httpMethod: 'GET', headers: 'x' }],
  ])('answers 400 and logs one line when the event is %s', async (_what, event) => {
    const { status, json, faults, logged } = await frontEnd.sendEvent(routes, event);
    expect({ status, code: json?.['code'], faults }).toEqual({
      status: 400,
      code: 'HTTP_EVENT_UNREADABLE',
      faults: [],
    });
    expect(logged).toEqual([
      expect.objectContaining({ level: 'warn', message: 'not a request', status: 400 }),
    ]);
  });

  it('refuses an event without a path in the words of its method: HEAD gets no body', async () => {
    const event = { httpMethod: 'HEAD', requestContext: { http: { method: 'HEAD' } } };
    const answered = await frontEnd.sendEvent(routes, event, 'HEAD');
    expect(answered).toMatchObject({ status: 400, body: '', faults: [] });
  });

  it('refuses the event of the other kind', async () => {
    const other = frontEnds.find(
      (candidate) => candidate.name.startsWith('ALB') !== name.startsWith('ALB'),
    );
    const event =
      other?.name === 'HTTP API'
        ? { rawPath: '/ok', requestContext: { http: { method: 'GET' } } }
        : { httpMethod: 'GET', path: '/ok', headers: {} };
    expect(await frontEnd.sendEvent(routes, event)).toMatchObject({ status: 400, faults: [] });
  });

  it.each<[string, Record<string, unknown>]>([
    ['headers are text', { headers: 'x' }],
    ['headers are a list', { headers: ['x'] }],
    [
      'every optional field is null',
      {
        headers: null,
        multiValueHeaders: null,
        body: null,
        cookies: null,
        queryStringParameters: null,
        rawQueryString: null,
        isBase64Encoded: null,
      },
    ],
    ['a header is a number', { headers: { 'x-request-id': 1, 'x-amzn-trace-id': {} } }],
    ['a header is null', { headers: { 'x-request-id': null, 'x-amzn-trace-id': null } }],
  ])('reads a request of which %s', async (_what, fields) => {
    const event = {
      httpMethod: 'GET',
      path: '/ok',
      rawPath: '/ok',
      requestContext: { http: { method: 'GET' } },
      ...fields,
    };
    expect(await frontEnd.sendEvent(routes, event)).toMatchObject({ status: 200, faults: [] });
  });
});

function revokedProxy(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
