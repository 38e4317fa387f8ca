import { PricingClient } from '../../src/pricing/pricing-client.ts';
import { ConnectionPool } from '../../src/protected-client/connection-pool.ts';
import { ProtectedApi } from '../../src/protected-client/protected-api.ts';
import { FaultServer, httpAnswer } from '../support/fault-server.ts';
import { contractValue } from './pricing-answers.ts';

let server: FaultServer;
let pool: ConnectionPool;
let client: PricingClient;
beforeEach(async () => {
  server = await new FaultServer({}).start();
  pool = new ConnectionPool(server.origin);
  client = new PricingClient(new ProtectedApi(pool, { deadlineMs: 12_000, attemptMs: 5_500 }));
});
afterEach(async () => {
  await pool.close();
  await server.stop();
});

/** What the protected API answers is right but for these fields. */
function alter(over: Record<string, unknown>): void {
  server.behaviour = {
    onRequest: (socket, request) =>
      socket.write(httpAnswer({ body: JSON.stringify({ ...contractValue(request), ...over }) })),
  };
}

const getProduct = () => client.getProduct('DESK-100', context());
const createQuote = () =>
  client.createQuote({ sku: 'DESK-100', quantity: 3, customerTier: 'standard' }, context());
const context = () => ({ requestId: 'request-1', traceId: undefined, endsAt: Infinity });

describe('The pricing client', () => {
  it('gives the values of the contract, and no other field', async () => {
    alter({ margin: 'secret' });
    expect(await getProduct()).toEqual({
      ...{ sku: 'DESK-100', name: 'Product', currency: 'EUR', listPrice: 100 },
    });
    expect(await createQuote()).toMatchObject({ unitPrice: 100, discount: 0, total: 300 });
  });

  it.each([{ sku: 'DESK-999' }, { listPrice: -1 }, { listPrice: 1.5 }, { currency: 'euro' }])(
    'takes no product with %j',
    async (over) => {
      alter(over);
      await expect(getProduct()).rejects.toMatchObject({ code: 'UPSTREAM_OFF_CONTRACT' });
    },
  );

  it.each([
    { sku: 'DESK-999' },
    { quantity: 4 },
    { customerTier: 'gold' },
    { total: -1 },
    { total: 1.5 },
  ])('takes no quote with %j', async (over) => {
    alter(over);
    await expect(createQuote()).rejects.toMatchObject({ code: 'UPSTREAM_OFF_CONTRACT' });
  });
});
