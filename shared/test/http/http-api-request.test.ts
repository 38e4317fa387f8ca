import { HttpApiRequest, isHttpApiEvent } from '../../src/http/http-api-request.ts';
import { API_REQUEST_ID, type HttpApiParts, httpApiEvent } from '../support/http-api-event.ts';

const read = (parts: HttpApiParts) => readEvent(httpApiEvent(parts));

function readEvent(event: unknown): HttpApiRequest {
  if (!isHttpApiEvent(event)) throw new Error('not an HTTP API event');
  return new HttpApiRequest(event);
}

describe('HttpApiRequest', () => {
  it.each([
    ['$default', '/items/A', '/items/A'],
    ['dev', '/items/A', '/items/A'],
    ['dev', '/dev/dev', '/dev/dev'],
    ['dev', '', '/'],
    ['dev', '/', '/'],
  ])('has the path without the stage %s: %j is %j', (stage, path, expected) => {
    expect(read({ stage, path }).path).toBe(expected);
  });

  it.each([
    ['dev', '/development/x'],
    ['dev', '/Dev/x'],
    ['', '/x'],
    [undefined, '/x'],
    [null, '/x'],
  ])('leaves a path that does not begin with the stage %j: %s', (stage, rawPath) => {
    const event = { rawPath, requestContext: { stage, http: { method: 'GET' } } };
    expect(readEvent(event).path).toBe(rawPath);
  });

  it('reads the raw query, decoded once, in order', () => {
    const rawQueryString =
      'a=1&b=%2541&a=2&empty=&flag&=x&plus=a+b&eq=a=b&&amp=%26&bad=%&__proto__=y';
    expect(read({ rawQueryString }).query()).toEqual([
      ['a', '1'],
      ['b', '%41'],
      ['a', '2'],
      ['empty', ''],
      ['flag', ''],
      ['', 'x'],
      ['plus', 'a b'],
      ['eq', 'a=b'],
      ['amp', '&'],
      ['bad', '%'],
      ['__proto__', 'y'],
    ]);
  });

  it.each([undefined, null, 7, ['a=1']])(
    'has no query when the raw query is %j',
    (rawQueryString) => {
      expect(readEvent({ ...httpApiEvent(), rawQueryString }).query()).toEqual([]);
    },
  );

  it('takes cookies from their own field', () => {
    expect(read({ cookies: ['a=1', 'b=2'] }).cookies()).toEqual(['a=1', 'b=2']);
    expect(read({}).cookies()).toEqual([]);
    expect(readEvent({ ...httpApiEvent(), cookies: ['a=1', 7, null] }).cookies()).toEqual(['a=1']);
  });

  it('has the id of the HTTP API, not the one that the client sent', () => {
    const headers = [['x-request-id', 'client-request-1']] as const;
    expect(read({ headers }).requestId).toBe(API_REQUEST_ID);
  });

  it('does not believe the id that serverless-offline gives every request', () => {
    const event = {
      rawPath: '/',
      requestContext: { requestId: 'offlineContext_resourceId', http: { method: 'GET' } },
    };
    expect(readEvent(event).requestId).toBeUndefined();
  });

  it('has the address that the HTTP API saw', () => {
    expect(read({ headers: [['x-forwarded-for', '10.0.0.1']] }).clientIp).toBe('203.0.113.7');
    const event = { rawPath: '/', requestContext: { http: { method: 'GET', sourceIp: 7 } } };
    expect(readEvent(event).clientIp).toBeNull();
  });

  it('finds headers whatever their case, own ones only', () => {
    const request = read({
      headers: [
        ['X-Thing', 'a'],
        ['__proto__', 'b'],
      ],
    });
    expect([request.header('x-thing'), request.header('__proto__')]).toEqual(['a', 'b']);
    expect(request.header('constructor')).toBeUndefined();
    expect(Object.entries(request.headers())).toEqual([
      ['x-thing', ['a']],
      ['__proto__', ['b']],
    ]);
  });

  it('reads the body as text and as bytes, from base64 too', () => {
    expect(read({ body: 'ü' }).text()).toBe('ü');
    expect(read({ body: Buffer.from('ü') }).text()).toBe('ü');
    expect([...read({ body: Uint8Array.of(0, 255) }).bytes()]).toEqual([0, 255]);
    expect(read({}).text()).toBe('');
  });
});
