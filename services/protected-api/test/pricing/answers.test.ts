import { productSchema, quoteSchema } from '@private-lambda/shared/pricing/answers';
import * as v from 'valibot';
import { type EventParts, headerForms } from '../../../../shared/test/support/alb-event.ts';
import { DeployedApi } from '../support/deployed-api.ts';

const json = [['content-type', 'application/json']] as const;

describe.each(headerForms)('The protected API, %s headers', (form) => {
  const api = new DeployedApi(form);
  const quote = (body: string, headers: EventParts['headers'] = json) =>
    api.send({ method: 'POST', path: '/v1/quotes', headers, body });

  it('gives a product of the contract', async () => {
    const { status, body } = await api.send({ path: '/v1/products/DESK-100' });
    expect([status, v.is(productSchema, body)]).toEqual([200, true]);
    expect(body).toEqual({
      sku: 'DESK-100',
      name: 'Standing desk',
      currency: 'EUR',
      listPrice: 49_900,
    });
  });

  it.each([
    'DESK-999',
    'desk-100',
    '%00',
    '__proto__',
    'constructor',
    '%2e%2e%2fhealth',
    'x'.repeat(10_000),
  ])('knows no product %s', async (sku) => {
    expect(await api.send({ path: `/v1/products/${sku}` })).toEqual({
      status: 404,
      body: {
        title: 'Not Found',
        status: 404,
        code: 'PRICING_UNKNOWN_SKU',
        detail: 'There is no product with this SKU.',
      },
    });
  });

  it('gives a quote of the contract', async () => {
    const { status, body } = await quote('{"sku":"DESK-100","quantity":3,"customerTier":"silver"}');
    expect([status, v.is(quoteSchema, body)]).toEqual([200, true]);
    expect(body).toEqual({
      sku: 'DESK-100',
      quantity: 3,
      customerTier: 'silver',
      currency: 'EUR',
      unitPrice: 49_900,
      discount: 7_485,
      total: 142_215,
    });
  });

  it.each([
    ['quantity 0', '{"sku":"DESK-100","quantity":0}', 422, 'PRICING_INVALID_QUOTE'],
    ['quantity 1e9', '{"sku":"DESK-100","quantity":1e9}', 422, 'PRICING_INVALID_QUOTE'],
    ['quantity "3"', '{"sku":"DESK-100","quantity":"3"}', 422, 'PRICING_INVALID_QUOTE'],
    [
      'an unknown field',
      '{"sku":"DESK-100","quantity":3,"discount":1}',
      422,
      'PRICING_INVALID_QUOTE',
    ],
    ['an unknown SKU', '{"sku":"DESK-999","quantity":3}', 422, 'PRICING_UNKNOWN_SKU'],
    ['a list', '[]', 422, 'PRICING_INVALID_QUOTE'],
    ['null', 'null', 422, 'PRICING_INVALID_QUOTE'],
    ['broken JSON', '{"sku":', 400, 'HTTP_JSON_MALFORMED'],
    ['no body', '', 400, 'HTTP_JSON_MALFORMED'],
    ['2 MB', `"${'x'.repeat(2_000_000)}"`, 413, 'HTTP_BODY_TOO_LARGE'],
  ])('answers %s with its status and code', async (_what, body, status, code) => {
    const answer = await quote(body);
    expect(answer).toMatchObject({ status, body: { status, code } });
    expect(api.lines).toHaveLength(1);
  });

  it('answers 415 to what is not JSON by content type', async () => {
    expect(await quote('{}', [])).toMatchObject({ status: 415, body: { code: 'HTTP_NOT_JSON' } });
  });

  it.each([
    ['DELETE', '/v1/quotes', 405],
    ['POST', '/v1/products/DESK-100', 405],
    ['GET', '/v1', 404],
    ['GET', '/v1/products/DESK-100/', 404],
    ['GET', '/quotes', 404],
  ])('answers %s %s with %i', async (method, path, status) => {
    expect(await api.send({ method, path })).toMatchObject({ status });
  });
});
