import { AlbRequest, isAlbEvent } from '../../src/http/alb-request.ts';
import { albEvent, type EventParts, type HeaderForm, headerForms } from '../support/alb-event.ts';

function read(parts: EventParts, form: HeaderForm = 'multi-value'): AlbRequest {
  return readEvent(albEvent(parts, form));
}

function readEvent(event: unknown): AlbRequest {
  if (!isAlbEvent(event)) throw new Error('not an ALB event');
  return new AlbRequest(event);
}

describe.each(headerForms)('AlbRequest, %s form', (form) => {
  it('has method and path as they came, undecoded', () => {
    const { method, path } = read({ method: 'PATCH', path: '/a%20b/%2e%2e//c' }, form);
    expect({ method, path }).toEqual({ method: 'PATCH', path: '/a%20b/%2e%2e//c' });
  });

  it('decodes query keys and values once', () => {
    const query = [
      ['a%20b', 'c%2Fd'],
      ['plus', 'a+b%2Bc'],
      ['twice', '%2541'],
      ['broken', '100%'],
      ['bytes', '%ff'],
      ['__proto__', 'x'],
      ['constructor', ''],
    ] as const;
    expect(read({ query }, form).query()).toEqual([
      ['a b', 'c/d'],
      ['plus', 'a b+c'],
      ['twice', '%41'],
      ['broken', '100%'],
      ['bytes', '\ufffd'],
      ['__proto__', 'x'],
      ['constructor', ''],
    ]);
  });

  it('finds headers whatever their case, own ones only', () => {
    const request = read(
      {
        headers: [
          ['X-Thing', 'a'],
          ['__proto__', 'b'],
        ],
      },
      form,
    );
    expect(request.header('x-thing')).toBe('a');
    expect(request.header('__proto__')).toBe('b');
    expect(request.header('constructor')).toBeUndefined();
    expect(request.header('tostring')).toBeUndefined();
    expect(Object.entries(request.headers())).toEqual([
      ['x-thing', ['a']],
      ['__proto__', ['b']],
    ]);
  });

  it('takes the last entry of x-forwarded-for as the client', () => {
    const headers = [['x-forwarded-for', '10.0.0.1, 198.51.100.2 , 203.0.113.9']] as const;
    expect(read({ headers }, form).clientIp).toBe('203.0.113.9');
    expect(read({}, form).clientIp).toBeNull();
    expect(read({ headers: [['x-forwarded-for', '']] }, form).clientIp).toBeNull();
  });

  it('splits cookies and leaves them undecoded', () => {
    const headers = [['cookie', 'a=1; b=%20;c="x y"']] as const;
    expect(read({ headers }, form).cookies()).toEqual(['a=1', 'b=%20', 'c="x y"']);
    expect(read({}, form).cookies()).toEqual([]);
  });

  it('believes a request id and a trace id of the known forms only', () => {
    const headers = [
      ['x-request-id', 'JKJaXmPLvHcESHA='],
      [
        'x-amzn-trace-id',
        'Self=1-67891234-12456789abcdef012345678;Root=1-67891233-abcdef012345678912345678',
      ],
    ] as const;
    const { requestId, traceId } = read({ headers }, form);
    expect({ requestId, traceId }).toEqual({
      requestId: 'JKJaXmPLvHcESHA=',
      traceId: '1-67891233-abcdef012345678912345678',
    });
    const other = read(
      {
        headers: [
          ['x-request-id', 'a b'],
          ['x-amzn-trace-id', 'Root=x'],
        ],
      },
      form,
    );
    expect([other.requestId, other.traceId]).toEqual([undefined, undefined]);
  });

  it('reads the body as text and as bytes, from base64 too', () => {
    expect(read({ body: 'ü' }, form).text()).toBe('ü');
    expect([...read({ body: 'ü' }, form).bytes()]).toEqual([0xc3, 0xbc]);
    expect(read({ body: Buffer.from('ü') }, form).text()).toBe('ü');
    expect([...read({ body: Uint8Array.of(0, 255) }, form).bytes()]).toEqual([0, 255]);
  });
});

describe('AlbRequest', () => {
  it('keeps repeated query keys and headers of the multi-value form, in order', () => {
    const request = read({
      query: [
        ['a', '1'],
        ['b', ''],
        ['a', '2'],
      ],
      headers: [
        ['x-a', '1'],
        ['x-a', '2'],
        ['cookie', 'a=1'],
        ['cookie', 'b=2'],
      ],
    });
    expect(request.query()).toEqual([
      ['a', '1'],
      ['a', '2'],
      ['b', ''],
    ]);
    expect(request.headers()).toMatchObject({ 'x-a': ['1', '2'] });
    expect(request.header('x-a')).toBe('1, 2');
    expect(request.cookies()).toEqual(['a=1', 'b=2']);
  });

  it('joins headers that differ in case only', () => {
    const request = readEvent({
      httpMethod: 'GET',
      path: '/',
      headers: { 'X-A': '1', 'x-a': '2' },
    });
    expect(request.headers()).toMatchObject({ 'x-a': ['1', '2'] });
  });

  it('prefers the multi-value fields where an emulator sends both forms', () => {
    const request = readEvent({
      httpMethod: 'GET',
      path: '/',
      headers: { 'x-a': '2' },
      multiValueHeaders: { 'x-a': ['1', '2'] },
      queryStringParameters: { a: '2' },
      multiValueQueryStringParameters: { a: ['1', '2'] },
    });
    expect(request.header('x-a')).toBe('1, 2');
    expect(request.query()).toEqual([
      ['a', '1'],
      ['a', '2'],
    ]);
  });

  it.each([null, 'x', 7, [], undefined])(
    'reads the single-value headers when the others are %j',
    (other) => {
      const request = readEvent({
        httpMethod: 'GET',
        path: '/',
        headers: { 'x-a': '1' },
        multiValueHeaders: other,
        queryStringParameters: { a: '1' },
        multiValueQueryStringParameters: other,
      });
      expect(request.header('x-a')).toBe('1');
      expect(request.query()).toEqual([['a', '1']]);
    },
  );

  it('leaves out header and query values that are no text, except for a number in a header', () => {
    const request = readEvent({
      httpMethod: 'GET',
      path: '/',
      multiValueHeaders: { a: [{}, 'x', null], n: 15, b: null, c: [], d: 'y' },
      multiValueQueryStringParameters: { a: [1, 'x', null], b: null, c: [], d: 'y' },
    });
    expect(request.header('n')).toBe('15');
    expect({ ...request.headers() }).toEqual({ n: ['15'], a: ['x'], b: [], c: [], d: ['y'] });
    expect([request.header('a'), request.header('b'), request.header('c')]).toEqual([
      'x',
      undefined,
      undefined,
    ]);
    expect(request.query()).toEqual([
      ['a', 'x'],
      ['d', 'y'],
    ]);
  });

  it('answers a health check that has next to no field', () => {
    const request = readEvent({ httpMethod: 'GET', path: '/health' });
    expect([request.query(), { ...request.headers() }, request.cookies(), request.text()]).toEqual([
      [],
      {},
      [],
      '',
    ]);
    expect([request.clientIp, request.requestId, request.traceId]).toEqual([
      null,
      undefined,
      undefined,
    ]);
  });
});
