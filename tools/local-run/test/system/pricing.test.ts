import { startForAll } from '../support/start-for-all.ts';
import { callerHeaders } from '../support/unsigned-token.ts';

const local = startForAll();

async function call(path: string, { headers, ...init }: RequestInit = {}) {
  const sent = new Headers({ ...callerHeaders(), ...Object.fromEntries(new Headers(headers)) });
  const response = await fetch(`${local().url}${path}`, { ...init, headers: sent });
  const type = response.headers.get('content-type')?.split(';')[0];
  return { status: response.status, type, body: JSON.parse(await response.text()) };
}

const quote = (body: string, contentType = 'application/json') =>
  call('/quotes', { method: 'POST', body, headers: { 'content-type': contentType } });

const problem = (status: number, code: string) => ({
  status,
  type: 'application/problem+json',
  body: expect.objectContaining({ status, code }),
});

describe('the local system', () => {
  it('gives a quote that the protected function computed', async () => {
    expect(await quote('{"sku":"DESK-100","quantity":30,"customerTier":"gold"}')).toEqual({
      status: 200,
      type: 'application/json',
      body: {
        sku: 'DESK-100',
        quantity: 30,
        customerTier: 'gold',
        currency: 'EUR',
        unitPrice: 49_900,
        discount: 149_700,
        total: 1_347_300,
      },
    });
  });

  it('gives a product of the protected catalogue', async () => {
    expect(await call('/products/LAMP-300')).toMatchObject({
      status: 200,
      body: { sku: 'LAMP-300', listPrice: 3_999 },
    });
  });

  it('refuses an unknown SKU with 404 in a path and 422 in a quote', async () => {
    expect(await call('/products/NONE-1')).toEqual(problem(404, 'PRICING_UNKNOWN_SKU'));
    expect(await quote('{"sku":"NONE-1","quantity":1}')).toEqual(
      problem(422, 'PRICING_UNKNOWN_SKU'),
    );
  });

  it.each(['0', '1e9', '"3"', '1.5', 'null'])('refuses quantity %s with 422', async (quantity) => {
    const answer = await quote(`{"sku":"DESK-100","quantity":${quantity}}`);

    expect(answer).toEqual(problem(422, 'PRICING_INVALID_QUOTE'));
    expect(answer.body.errors).toEqual([
      { field: 'quantity', expected: 'an integer from 1 to 10000' },
    ]);
  });

  it('refuses broken JSON with 400', async () => {
    expect(await quote('{"sku":')).toEqual(problem(400, 'HTTP_JSON_MALFORMED'));
  });

  it('refuses a body of 2 MB with 413', async () => {
    const body = JSON.stringify({ sku: 'DESK-100', quantity: 1, note: 'x'.repeat(2_000_000) });

    expect(await quote(body)).toEqual(problem(413, 'HTTP_BODY_TOO_LARGE'));
  });

  it('refuses another content type with 415', async () => {
    expect(await quote('{"sku":"DESK-100","quantity":1}', 'text/plain')).toEqual(
      problem(415, 'HTTP_NOT_JSON'),
    );
  });
});
