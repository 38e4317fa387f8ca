import { cleanResponse } from '../../src/http/clean-response.ts';

describe('cleanResponse', () => {
  it('takes 32,000 characters of header lines and no more', () => {
    const headers = (length: number) => ({ a: ['', 'x'.repeat(length - 10)] });
    expect(cleanResponse({ status: 200, headers: headers(32_000) }, 'GET').headers).toHaveLength(1);
    expect(() => cleanResponse({ status: 200, headers: headers(32_001) }, 'GET')).toThrow(
      expect.objectContaining({ status: 500, code: 'HTTP_ANSWER_TOO_LARGE' }),
    );
  });

  it.each([
    ['GET', 200, 'x'],
    ['HEAD', 200, undefined],
    ['HEAD', 404, undefined],
    ['GET', 204, undefined],
    ['GET', 304, undefined],
    ['', 400, 'x'],
  ])('gives %s with status %i the body %j', (method, status, body) => {
    expect(cleanResponse({ status, body: 'x' }, method).body).toBe(body);
  });

  it.each([0, 100, 101, 199, 600, 200.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses the status %d',
    (status) => {
      expect(() => cleanResponse({ status }, 'GET')).toThrow(
        `An answer has status ${status}, expected an integer from 200 to 599`,
      );
    },
  );

  it('names a header that HTTP does not allow, and not its value', () => {
    expect(() => cleanResponse({ status: 200, headers: { 'x-a': 'secret\n' } }, 'GET')).toThrow(
      new TypeError('An answer has a header "x-a" that HTTP does not allow'),
    );
  });

  it('takes a tab, spaces, visible characters and the upper half of latin-1 in a header value', () => {
    const takes = (value: string) => {
      try {
        const { headers } = cleanResponse({ status: 200, headers: { a: value, b: [value] } }, '');
        return headers.length === 2 && headers.every(([, given]) => String(given) === value);
      } catch {
        return false;
      }
    };
    const taken = Array.from({ length: 0x1_0000 }, (_, unit) => unit).filter((unit) =>
      takes(`x${String.fromCharCode(unit)}`),
    );
    const range = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, index) => from + index);
    expect(taken).toEqual([0x09, ...range(0x20, 0x7e), ...range(0x80, 0xff)]);
  });

  it.each(['null', '1', '{}', '[null]', '["a", 1]', '["a", "b\\n"]'])(
    'refuses %s in the place of a header value',
    (value) => {
      const headers = JSON.parse(`{"x-a": ${value}}`);
      expect(() => cleanResponse({ status: 200, headers }, 'GET')).toThrow(TypeError);
    },
  );
});
