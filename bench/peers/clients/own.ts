/** The protected client as the public caller uses it, but for the pool's size: deadline, JSON, schema. */
import { PricingClient } from '@private-lambda/shared/pricing/pricing-client';
import { ConnectionPool } from '@private-lambda/shared/protected-client/connection-pool';
import { ProtectedApi } from '@private-lambda/shared/protected-client/protected-api';

export function createClient(origin: string, connections: number) {
  const limits = { deadlineMs: 12_000, attemptMs: 5_500 };
  const client = new PricingClient(
    new ProtectedApi(new ConnectionPool(origin, { connections }), limits),
  );
  return (path: string): Promise<unknown> =>
    client.getProduct(path.slice('/v1/products/'.length), {
      requestId: 'Jf3kzhvuoAMESVA=',
      traceId: '1-67f0a1b2-3c4d5e6f708192a3b4c5d6e7',
      endsAt: Date.now() + 15_000,
    });
}
