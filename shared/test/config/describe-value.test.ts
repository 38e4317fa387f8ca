import fc from 'fast-check';
import { describeValue } from '../../src/config/describe-value.ts';

describe('describeValue', () => {
  it.each([
    [undefined, 'is not set'],
    ['', 'is empty'],
    ['0.05', 'is 0.05'],
    ['-1', 'is -1'],
    ['12s', 'is 12s'],
    ['ftp://a', 'is an address on ftp://a'],
    ['http://a:99999', 'is text of 14 characters, not shown here'],
    ['http://a/v1', 'is an address on http://a with a path'],
    ['a\nb', 'is text of 3 characters, not shown here'],
    ['1234567890', 'is text of 10 characters, not shown here'],
  ])('says what %j is', (value, said) => {
    expect(describeValue(value)).toBe(said);
  });

  it('says nothing of a secret, wherever it stands', () => {
    const secret = 'Hunter-2';
    for (const value of [
      secret,
      `http://me:${secret}@a`,
      `http://${secret}@a`,
      `http://a/${secret}`,
      `http://a?key=${secret}`,
      `http://a/#${secret}`,
      `me:${secret}@a`,
      `data:,${secret}`,
      ` http://me:${secret}@a b`,
    ]) {
      expect(describeValue(value)).not.toMatch(/hunter/i);
    }
  });

  it('is one line of plain characters for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(describeValue(value)).toMatch(/^[ -~]+$/);
      }),
    );
  });
});
