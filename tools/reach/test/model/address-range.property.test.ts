import fc from 'fast-check';
import {
  type AddressRange,
  coverage,
  formatRange,
  parseRange,
  subtract,
} from '../../src/model/address-range.ts';

const block = fc
  .tuple(fc.nat(2 ** 32 - 1), fc.integer({ min: 0, max: 32 }))
  .map(([address, bits]): AddressRange => {
    const size = 2 ** (32 - bits);
    const start = Math.floor(address / size) * size;
    return { start, end: start + size - 1 };
  });

describe('Address ranges', () => {
  it('are the same after they are written and read', () => {
    fc.assert(fc.property(block, (range) => expect(parseRange(formatRange(range))).toEqual(range)));
  });

  it('cover a range entirely exactly when nothing of it is left without them', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 4 }), block, (ranges, wanted) => {
        const left = subtract([wanted], ranges);
        expect(coverage(ranges, [wanted]) === 'all').toBe(left.length === 0);
      }),
    );
  });

  it('leave no address that is in both', () => {
    fc.assert(
      fc.property(block, block, (from, taken) => {
        for (const piece of subtract([from], [taken])) {
          expect(coverage([taken], [piece])).toBe('none');
          expect(coverage([from], [piece])).toBe('all');
        }
      }),
    );
  });

  it('are IPv6, or none, where they are not IPv4', () => {
    expect(parseRange('::/0')).toBe('ipv6');
    expect(parseRange('10.0.0.0/33')).toBeUndefined();
    expect(parseRange('everywhere')).toBeUndefined();
  });
});
