import fc from 'fast-check';
import { globCovers } from '../src/glob-covers.ts';
import { CountedText } from './support/count-reads.ts';

describe('globCovers', () => {
  it('agrees with a regular expression', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
    fc.assert(
      fc.property(letters, letters, (pattern, text) => {
        const expression = pattern.replaceAll('*', '.*').replaceAll('?', '.');
        expect(globCovers(pattern, text)).toBe(new RegExp(`^${expression}$`).test(text));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([1, 12, 200])('takes at most pattern times text steps with %i wildcards', (wildcards) => {
    const pattern = `arn:${'*a'.repeat(wildcards)}b`;
    const text = new CountedText(`arn:${'a'.repeat(500)}`);
    expect(globCovers(pattern, text.letters)).toBe(false);
    expect(text.reads).toBeLessThan(pattern.length * text.letters.length);
  });
});
