import fc from 'fast-check';
import { decodeQueryComponent, parseQuery } from '../../src/http/query.ts';

describe('decodeQueryComponent', () => {
  it.each([
    ['a+b', 'a b'],
    ['a%2Bb', 'a+b'],
    ['%', '%'],
    ['%+%41&=#', '% A&=#'],
    ['%ff', '\ufffd'],
    ['%E2%82%AC', '€'],
    ['%2541', '%41'],
    ['', ''],
  ])('makes of %j %j', (text, decoded) => expect(decodeQueryComponent(text)).toBe(decoded));
});

describe('parseQuery', () => {
  it('reads any raw query as URLSearchParams does', () => {
    const raw = fc.stringMatching(/^[a-z%&=+0-9A-F#;?/]*$/);
    fc.assert(
      fc.property(raw, (query) => {
        // URLSearchParams leaves out one question mark at the start, which is not part of a raw query.
        expect(parseQuery(query)).toEqual([...new URLSearchParams(`?${query}`)]);
      }),
      { numRuns: 1_000 },
    );
  });
});
