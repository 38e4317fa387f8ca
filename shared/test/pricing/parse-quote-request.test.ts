import { parseQuoteRequest } from '../../src/pricing/parse-quote-request.ts';

const good = { sku: 'DESK-100', quantity: 3 };

describe('parseQuoteRequest', () => {
  it('takes a quote request, for the standard tier by default', () => {
    expect(parseQuoteRequest(good)).toEqual({ ...good, customerTier: 'standard' });
    expect(parseQuoteRequest({ ...good, customerTier: 'gold' })).toEqual({
      ...good,
      customerTier: 'gold',
    });
  });

  it.each([1, 10_000])('takes the quantity %i', (quantity) => {
    expect(parseQuoteRequest({ ...good, quantity })).toMatchObject({ quantity });
  });

  it.each(['A', '0', 'A-0', 'CABLE-USB-C', 'X'.repeat(40)])('takes the SKU %s', (sku) => {
    expect(parseQuoteRequest({ ...good, sku })).toMatchObject({ sku });
  });

  const quantity = { field: 'quantity', expected: 'an integer from 1 to 10000' };
  const sku = {
    field: 'sku',
    expected: 'capital letters and digits in groups joined by hyphens, such as DESK-100',
  };
  it.each([
    [{ ...good, quantity: 0 }, [quantity]],
    [{ ...good, quantity: -1 }, [quantity]],
    [{ ...good, quantity: 1e9 }, [quantity]],
    [{ ...good, quantity: 10_001 }, [quantity]],
    [{ ...good, quantity: 0.5 }, [quantity]],
    [{ ...good, quantity: '3' }, [quantity]],
    [{ ...good, quantity: null }, [quantity]],
    [{ ...good, quantity: JSON.parse('1e400') }, [quantity]],
    [{ ...good, quantity: [3] }, [quantity]],
    [{ ...good, sku: 'desk-100' }, [sku]],
    [{ ...good, sku: '' }, [sku]],
    [{ ...good, sku: '-A' }, [sku]],
    [{ ...good, sku: 'A--B' }, [sku]],
    [{ ...good, sku: 'A\n' }, [sku]],
    [{ ...good, sku: 'Ä' }, [sku]],
    [{ ...good, sku: '../admin' }, [sku]],
    [{ ...good, sku: 7 }, [{ field: 'sku', expected: 'a string' }]],
    [{ ...good, sku: 'X'.repeat(41) }, [{ field: 'sku', expected: 'at most 40 characters' }]],
    [
      { ...good, customerTier: 'platinum' },
      [{ field: 'customerTier', expected: 'one of standard, silver, gold' }],
    ],
    [
      { ...good, customerTier: null },
      [{ field: 'customerTier', expected: 'one of standard, silver, gold' }],
    ],
    [
      { ...good, customertier: 'gold' },
      [{ field: 'customertier', expected: 'nothing: the field is unknown' }],
    ],
    [
      JSON.parse('{"sku":"A","quantity":1,"__proto__":{}}'),
      [{ field: '__proto__', expected: 'nothing: the field is unknown' }],
    ],
    [
      { ...good, constructor: 1 },
      [{ field: 'constructor', expected: 'nothing: the field is unknown' }],
    ],
    [{ sku: 'A' }, [{ field: 'quantity', expected: 'a value' }]],
    [
      {},
      [
        { field: 'sku', expected: 'a value' },
        { field: 'quantity', expected: 'a value' },
      ],
    ],
    [{ sku: 'a', quantity: 0 }, [sku, quantity]],
    [null, [{ field: '', expected: 'a JSON object' }]],
    ['x', [{ field: '', expected: 'a JSON object' }]],
    [7, [{ field: '', expected: 'a JSON object' }]],
    [[], [{ field: '', expected: 'a JSON object' }]],
    [[good], [{ field: '', expected: 'a JSON object' }]],
  ])('refuses %j, naming each field once', (body, errors) => {
    expect(() => parseQuoteRequest(body)).toThrow(
      expect.objectContaining({ status: 422, code: 'PRICING_INVALID_QUOTE', extras: { errors } }),
    );
  });

  it('repeats no more than 64 characters of an unknown field, and one of 10,000', () => {
    const many = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, index) => [`${'x'.repeat(100)}${index}`, 1]),
    );
    expect(() => parseQuoteRequest({ ...good, ...many })).toThrow(
      expect.objectContaining({
        extras: { errors: [{ field: 'x'.repeat(64), expected: 'nothing: the field is unknown' }] },
      }),
    );
  });
});
