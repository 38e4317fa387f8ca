import { type CustomerTier, customerTiers } from '@private-lambda/shared/pricing/contract';
import fc from 'fast-check';
import { calculateQuote } from '../../src/pricing/calculate-quote.ts';

const quote = (listPrice: number, quantity: number, customerTier: CustomerTier) =>
  calculateQuote(
    { sku: 'A', name: 'A', currency: 'EUR', listPrice },
    { sku: 'A', quantity, customerTier },
  );

describe('calculateQuote', () => {
  it('gives unit price, discount and total in minor units of the product', () => {
    expect(quote(49_900, 3, 'standard')).toEqual({
      sku: 'A',
      quantity: 3,
      customerTier: 'standard',
      currency: 'EUR',
      unitPrice: 49_900,
      discount: 0,
      total: 149_700,
    });
  });

  // Basis points off, the better of tier and volume.
  it.each([
    [1, 0, 500, 1_000],
    [9, 0, 500, 1_000],
    [10, 300, 500, 1_000],
    [99, 300, 500, 1_000],
    [100, 800, 800, 1_000],
    [999, 800, 800, 1_000],
    [1_000, 1_500, 1_500, 1_500],
    [10_000, 1_500, 1_500, 1_500],
  ])(
    'takes for %i pieces %i, silver %i, gold %i basis points off',
    (quantity, standard, silver, gold) => {
      const basisPoints = (tier: CustomerTier) => quote(10_000, quantity, tier).discount / quantity;
      expect(customerTiers.map(basisPoints)).toEqual([standard, silver, gold]);
    },
  );

  it('rounds the discount down to a whole minor unit', () => {
    expect(quote(19, 1, 'silver')).toMatchObject({ discount: 0, total: 19 });
    expect(quote(20, 1, 'silver')).toMatchObject({ discount: 1, total: 19 });
    expect(quote(3_999, 1, 'gold')).toMatchObject({ discount: 399, total: 3_600 });
  });

  it('keeps money whole: discount and total add up to the list total, and no tier pays more than standard', () => {
    const price = fc.integer({ min: 0, max: 1_000_000_000 });
    const quantity = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(price, quantity, fc.constantFrom(...customerTiers), (listPrice, count, tier) => {
        const { discount, total } = quote(listPrice, count, tier);
        expect(
          [discount, total].every((amount) => Number.isSafeInteger(amount) && amount >= 0),
        ).toBe(true);
        expect(discount + total).toBe(listPrice * count);
        expect(discount).toBeLessThanOrEqual((listPrice * count * 15) / 100);
        expect(total).toBeLessThanOrEqual(quote(listPrice, count, 'standard').total);
      }),
    );
  });
});
