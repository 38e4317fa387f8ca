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

/** A few ranges of so few addresses that they often meet. */
const few = fc.array(
  fc
    .tuple(fc.nat(30), fc.nat(6))
    .map(([start, length]): AddressRange => ({ start, end: start + length })),
  { maxLength: 4 },
);

function addresses(ranges: readonly AddressRange[]): Set<number> {
  return new Set(
    ranges.flatMap(({ start, end }) =>
      Array.from({ length: end - start + 1 }, (_, index) => start + index),
    ),
  );
}

describe('Address ranges', () => {
  it('are the same after they are written and read', () => {
    fc.assert(fc.property(block, (range) => expect(parseRange(formatRange(range))).toEqual(range)));
  });

  it('cover all, a part or none of others as their addresses one by one do', () => {
    fc.assert(
      fc.property(few, few, (ranges, wanted) => {
        const taken = addresses(ranges);
        const covered = [...addresses(wanted)].map((address) => taken.has(address));
        const expected = !covered.includes(true)
          ? 'none'
          : covered.includes(false)
            ? 'part'
            : 'all';
        expect(coverage(ranges, wanted)).toBe(expected);
      }),
    );
  });

  it('leave the addresses that are not in others, and the same list where none is', () => {
    fc.assert(
      fc.property(few, few, (from, ranges) => {
        const left = subtract(from, ranges);
        const taken = addresses(ranges);
        const expected = [...addresses(from)].filter((address) => !taken.has(address));
        expect([...addresses(left)].sort()).toEqual(expected.sort());
        expect(left === from).toBe(expected.length === addresses(from).size);
      }),
    );
  });

  it('are IPv6, or none, where they are not IPv4', () => {
    expect(parseRange('::/0')).toBe('ipv6');
    expect(parseRange('10.0.0.0/33')).toBeUndefined();
    expect(parseRange('everywhere')).toBeUndefined();
  });
});
