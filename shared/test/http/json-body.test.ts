import { AlbRequest } from '../../src/http/alb-request.ts';
import { readJsonBody } from '../../src/http/json-body.ts';
import { MAX_JSON_DEPTH } from '../../src/http/limits.ts';

function read(body: string, contentType = 'application/json', coding?: string): unknown {
  const headers = {
    'content-type': contentType,
    ...(coding !== undefined && { 'content-encoding': coding }),
  };
  return readJsonBody(new AlbRequest({ httpMethod: 'POST', path: '/', headers, body }));
}
const refusal = (status: number, code: string) => expect.objectContaining({ status, code });

describe('readJsonBody', () => {
  it.each([
    'application/json',
    'Application/JSON',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'application/json ; Charset = utf-8 ; odata=verbose',
    'application/json;',
  ])('takes the content type %j', (type) => {
    expect(read('{"a":[1]}', type)).toEqual({ a: [1] });
  });

  it.each([
    '',
    'text/json',
    'text/plain',
    'application/jsonp',
    'application/problem+json',
    'application/json; charset=utf-16',
    'application/json; charset=latin1',
    'application/json; charset',
    'application/json, application/json',
    'xapplication/json',
  ])('refuses the content type %j', (type) => {
    expect(() => read('{}', type)).toThrow(refusal(415, 'HTTP_NOT_JSON'));
  });

  it('refuses 16 KB of spaces in the content type without thinking long', () => {
    const startedAt = performance.now();
    expect(() => read('{}', `application/json${' '.repeat(16_000)}x`)).toThrow(
      refusal(415, 'HTTP_NOT_JSON'),
    );
    expect(performance.now() - startedAt).toBeLessThan(100);
  });

  it.each(['gzip', 'br', 'GZIP', 'gzip, identity'])('refuses the content coding %s', (coding) => {
    expect(() => read('{}', 'application/json', coding)).toThrow(
      refusal(415, 'HTTP_CONTENT_CODING'),
    );
  });

  it('takes the content coding identity', () => {
    expect(read('1', 'application/json', 'Identity')).toBe(1);
  });

  it.each([
    '',
    ' ',
    '{',
    '{"a":1,}',
    "{'a':1}",
    'undefined',
    'NaN',
    '{"a":1}x',
    '\ufeff{}',
    '"\n"',
  ])('refuses %j as JSON, without repeating it', (body) => {
    expect(() => read(body)).toThrow(refusal(400, 'HTTP_JSON_MALFORMED'));
    expect(() => read(body)).toThrow('The body is not JSON.');
  });

  it('counts depth outside strings only', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    const objects = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
    expect(() => read(nested(MAX_JSON_DEPTH))).not.toThrow();
    expect(() => read(objects(MAX_JSON_DEPTH))).not.toThrow();
    expect(() => read(nested(MAX_JSON_DEPTH + 1))).toThrow(refusal(400, 'HTTP_JSON_TOO_DEEP'));
    expect(() => read(objects(MAX_JSON_DEPTH + 1))).toThrow(refusal(400, 'HTTP_JSON_TOO_DEEP'));
    expect(read(JSON.stringify('[{"\\'.repeat(100)))).toBe('[{"\\'.repeat(100));
    expect(read(`[${'[],'.repeat(100)}1]`)).toHaveLength(101);
  });

  it('leaves prototypes alone', () => {
    const body = read('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
    expect(Object.getPrototypeOf(body)).toBe(Object.prototype);
    expect({}).not.toHaveProperty('polluted');
  });
});
