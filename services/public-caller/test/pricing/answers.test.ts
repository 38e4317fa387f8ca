import fc from 'fast-check';
import { contractAnswer } from '../../../../shared/test/pricing/pricing-answers.ts';
import { wellFormedText } from '../../../../shared/test/support/any-text.ts';
import { problemAnswer } from '../../../../shared/test/support/fault-server.ts';
import { DeployedCaller } from '../support/deployed-caller.ts';

const json = [['content-type', 'application/json']] as const;
const caller = new DeployedCaller({
  onRequest: (socket, request) => socket.write(contractAnswer(request)),
});

describe('The public caller', () => {
  it('answers with what the protected API says', async () => {
    expect(await caller.send({ path: '/products/DESK-100' })).toEqual({
      status: 200,
      body: { sku: 'DESK-100', name: 'Product', currency: 'EUR', listPrice: 100 },
    });
    const quote = { method: 'POST', path: '/quotes', headers: json };
    const body = '{"sku":"DESK-100","quantity":3,"customerTier":"gold"}';
    expect(await caller.send({ ...quote, body })).toMatchObject({
      status: 200,
      body: { total: 300 },
    });
  });

  it.each([
    ['GET', '/products/DESK-999', 404],
    ['POST', '/quotes', 422],
  ])(
    'passes on a refusal of the contract in its own words: %s %s',
    async (method, path, status) => {
      caller.server.behaviour = {
        onRequest: (socket) => socket.end(problemAnswer(status, 'PRICING_UNKNOWN_SKU')),
      };
      const body = method === 'POST' ? '{"sku":"DESK-999","quantity":3}' : '';
      const answer = await caller.send({ method, path, headers: json, body });
      expect(answer).toMatchObject({
        status,
        body: { status, code: 'PRICING_UNKNOWN_SKU', detail: 'There is no product with this SKU.' },
      });
    },
  );

  it.each([
    ['an unknown field', '{"sku":"DESK-100","quantity":3,"x":1}', 422],
    ['quantity 0', '{"sku":"DESK-100","quantity":0}', 422],
    ['broken JSON', '{', 400],
    ['2 MB', `"${'x'.repeat(2_000_000)}"`, 413],
  ])('refuses %s without a call', async (_what, body, status) => {
    const answer = await caller.send({ method: 'POST', path: '/quotes', headers: json, body });
    expect(answer.status).toBe(status);
    expect(caller.server.begun).toBe(0);
  });

  it.each([
    'desk-100',
    '..%2f..%2fhealth',
    '%2e%2e',
    'A%00',
    '@evil',
    '%5cevil',
    'A%0d%0aX',
    'x'.repeat(41),
  ])('calls nobody for the SKU %s, which cannot be one', async (sku) => {
    expect(await caller.send({ path: `/products/${sku}` })).toMatchObject({
      status: 404,
      body: { code: 'PRICING_UNKNOWN_SKU' },
    });
    expect(caller.server.begun).toBe(0);
  });

  it('calls for a SKU or for nothing, whatever text is in the path', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(wellFormedText, fc.stringMatching(/^[A-Z0-9-]{1,42}$/)),
        async (text) => {
          const { status } = await caller.send({ path: `/products/${encodeURIComponent(text)}` });
          expect([200, 404]).toContain(status);
        },
      ),
    );
    expect(caller.server.begun).toBeGreaterThan(0);
    for (const { path } of caller.server.requests) {
      expect(path).toMatch(/^\/v1\/products\/[A-Z0-9]+(-[A-Z0-9]+)*$/);
    }
  });
});
