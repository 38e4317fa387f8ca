import fc from 'fast-check';
import { cutName } from '../cut-name.js';

const words = fc
  .array(fc.stringMatching(/^[a-z][a-z0-9]{0,12}$/), { minLength: 1, maxLength: 12 })
  .map((parts) => parts.join('-'));
const limits = fc.integer({ min: 20, max: 64 });

describe('cutName', () => {
  it('leaves a name that fits as it is', () => {
    expect(cutName('private-lambda-network-dev', 26)).toBe('private-lambda-network-dev');
  });

  it('keeps both ends of one that does not, with a hash that never changes between them', () => {
    expect(cutName('private-lambda-protected-api-pricing-dev', 32)).toBe(
      'private-lam-2b64ced8-pricing-dev',
    );
  });

  it('tells names apart that have both ends in common', () => {
    const [one, two] = ['red', 'blue'].map((word) =>
      cutName(`a-long-name-that-is-${word}-in-the-middle`, 32),
    );
    expect(one).not.toBe(two);
  });

  it('gives a name within the limit, of words joined by single hyphens, for every name', () => {
    fc.assert(
      fc.property(words, limits, (name, limit) => {
        const cut = cutName(name, limit);
        expect(cut.length).toBeLessThanOrEqual(limit);
        expect(cut).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
      }),
    );
  });

  it('gives different names for different names', () => {
    fc.assert(
      fc.property(words, words, limits, (one, two, limit) => {
        expect(cutName(one, limit) === cutName(two, limit)).toBe(one === two);
      }),
    );
  });
});
