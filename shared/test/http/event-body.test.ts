import { readBytes, readText } from '../../src/http/event-body.ts';
import { MAX_REQUEST_BODY_BYTES } from '../../src/http/limits.ts';

const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64');

describe.each([
  ['readText', readText],
  ['readBytes', readBytes],
] as const)('%s', (_name, read) => {
  it.each([null, undefined, ''])('takes the body %j as empty', (body) => {
    expect(read(body, false)).toHaveLength(0);
    expect(read(body, true)).toHaveLength(0);
  });

  it.each([7, {}, [], true])('refuses the body %j', (body) => {
    expect(() => read(body, false)).toThrow(refusal(400, 'HTTP_BODY_MALFORMED'));
  });

  it('takes a body of exactly the limit, and no byte more', () => {
    const limit = MAX_REQUEST_BODY_BYTES;
    for (const unit of ['x', 'ü', '€', '😀']) {
      const count = Math.floor(limit / Buffer.byteLength(unit));
      const rest = 'x'.repeat(limit - count * Buffer.byteLength(unit));
      const full = unit.repeat(count) + rest;
      expect(Buffer.byteLength(read(full, false))).toBe(limit);
      expect(Buffer.byteLength(read(base64(full), true))).toBe(limit);
      for (const [body, encoded] of [
        [`${full}x`, false],
        [base64(`${full}x`), true],
      ] as const) {
        expect(() => read(body, encoded)).toThrow(refusal(413, 'HTTP_BODY_TOO_LARGE'));
      }
    }
  });

  it.each(['YQ', 'YQ=', 'YQ==\n', ' YQ==', 'Y-_=', 'YQ==YQ==', '=', '====', 'Y===', 'ä==='])(
    'refuses %j as base64',
    (body) => {
      expect(() => read(body, true)).toThrow(refusal(400, 'HTTP_BODY_MALFORMED'));
    },
  );

  it.each(['true', 1, null, undefined])('takes isBase64Encoded %j for no', (flag) => {
    expect(Buffer.from(read('YQ==', flag)).toString()).toBe('YQ==');
  });
});

describe('readText', () => {
  it('keeps a byte order mark, however it came', () => {
    expect(readText('\ufeffx', false)).toBe('\ufeffx');
    expect(readText(base64('\ufeffx'), true)).toBe('\ufeffx');
  });

  it.each([
    ['a lone lead surrogate', 'a\ud800', false],
    ['a lone trail surrogate', '\udc00a', false],
    ['a lone surrogate in a long text', `${'x'.repeat(400_000)}\ud800`, false],
    ['a byte that starts nothing', base64(Uint8Array.of(0xff)), true],
    ['an overlong form', base64(Uint8Array.of(0xc0, 0xaf)), true],
    ['a surrogate in UTF-8', base64(Uint8Array.of(0xed, 0xa0, 0x80)), true],
    ['a cut character', base64(Uint8Array.of(0xe2, 0x82)), true],
  ] as const)('refuses %s', (_what, body, encoded) => {
    expect(() => readText(body, encoded)).toThrow(refusal(400, 'HTTP_BODY_MALFORMED'));
  });
});

describe('readBytes', () => {
  it('takes bytes that are no UTF-8', () => {
    expect([...readBytes(base64(Uint8Array.of(0xff, 0)), true)]).toEqual([0xff, 0]);
  });
});

const refusal = (status: number, code: string) => expect.objectContaining({ status, code });
