import { findProduct } from '../../src/pricing/catalogue.ts';

describe('findProduct', () => {
  it('knows DESK-100', () => {
    expect(findProduct('DESK-100')).toEqual({
      sku: 'DESK-100',
      name: 'Standing desk',
      currency: 'EUR',
      listPrice: 49_900,
    });
  });

  it.each(['desk-100', 'DESK-100 ', '', '__proto__', 'constructor'])('does not know %j', (sku) => {
    expect(findProduct(sku)).toBeUndefined();
  });
});
