/** The protected client as a caller uses it, but for the pool's size: deadline, JSON, schema. */
import { ConnectionPool } from '@private-lambda/shared/protected-client/connection-pool';
import { ProtectedApi } from '@private-lambda/shared/protected-client/protected-api';
import * as v from 'valibot';

const schema = v.object({
  sku: v.string(),
  name: v.string(),
  currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)),
  listPrice: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});

export function createClient(origin: string, connections: number) {
  const limits = { deadlineMs: 12_000, attemptMs: 5_500 };
  const api = new ProtectedApi(new ConnectionPool(origin, { connections }), limits);
  return (path: string): Promise<unknown> =>
    api.call(
      { method: 'GET', path, schema },
      {
        requestId: 'Jf3kzhvuoAMESVA=',
        traceId: '1-67f0a1b2-3c4d5e6f708192a3b4c5d6e7',
        endsAt: Date.now() + 15_000,
      },
    );
}
