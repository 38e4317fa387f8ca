import { RouteTable } from '../../src/http/route-table.ts';

const handler = () => ({ status: 200 });
const table = (...routes: string[]) => new RouteTable(routes.map((route) => ({ route, handler })));
const refusal = (status: number, code: string) => expect.objectContaining({ status, code });

describe('RouteTable', () => {
  it('tells methods of one path apart', () => {
    const routes = table('GET /a', 'POST /a', 'GET /{x}', 'DELETE /{x}');
    expect(routes.match('POST', '/a').route.route).toBe('POST /a');
    expect(routes.match('DELETE', '/b').route.route).toBe('DELETE /{x}');
    expect(() => routes.match('PUT', '/a')).toThrow('This path takes GET, POST, HEAD.');
    expect(() => routes.match('PUT', '/b')).toThrow('This path takes GET, DELETE, HEAD.');
  });

  it('prefers a literal path, and templates in the order given', () => {
    const routes = table('GET /{x}/b', 'GET /a/{y}', 'GET /a/b');
    expect(routes.match('GET', '/a/b').route.route).toBe('GET /a/b');
    expect(routes.match('GET', '/c/b')).toMatchObject({ params: { x: 'c' } });
    expect(routes.match('GET', '/a/c')).toMatchObject({ params: { y: 'c' } });
  });

  it('prefers a HEAD route of its own over the GET route', () => {
    const routes = table('GET /a', 'HEAD /a');
    expect(routes.match('HEAD', '/a').route.route).toBe('HEAD /a');
    expect(() => routes.match('PUT', '/a')).toThrow('This path takes GET, HEAD.');
  });

  it('decodes each segment once, after splitting', () => {
    const routes = table('GET /v1/{a}/{b}');
    expect(routes.match('GET', '/v1/a%2Fb/%252e').params).toEqual(
      nullPrototype({ a: 'a/b', b: '%2e' }),
    );
    expect(routes.match('GET', '/v1/+/%E2%82%AC').params).toEqual(
      nullPrototype({ a: '+', b: '€' }),
    );
    expect(routes.match('GET', '/v1/__proto__/constructor').params['a']).toBe('__proto__');
  });

  it('has params without prototype', () => {
    const routes = table('GET /{__proto__}', 'GET /x');
    expect(Object.entries(routes.match('GET', '/y').params)).toEqual([['__proto__', 'y']]);
    expect(routes.match('GET', '/x').params['constructor']).toBeUndefined();
  });

  it.each(['%', '%zz', '%ff', '%c0%af', 'a%', '%ed%a0%80'])(
    'answers 400 to the segment %s',
    (segment) => {
      expect(() => table('GET /v1/{a}').match('GET', `/v1/${segment}`)).toThrow(
        refusal(400, 'HTTP_PATH_MALFORMED'),
      );
    },
  );

  it.each([
    '',
    '/',
    '/v1',
    '/v1/',
    '/v1//b',
    '/v1/a/',
    '/v1/a/c',
    '/v1/a/b/',
    '//v1/a/b',
    '/V1/a/b',
    '/v1/%/c',
  ])('knows nothing at %j', (path) => {
    expect(() => table('GET /v1/{a}/b').match('GET', path)).toThrow(
      refusal(404, 'HTTP_ROUTE_NOT_FOUND'),
    );
  });
});

function nullPrototype<T extends object>(fields: T): T {
  return Object.assign(Object.create(null), fields);
}
