import { Pool } from 'undici';
import { ITEM } from '../../../shared/test/support/items/item-routes.ts';
import { ServerBundle } from './support/server-bundle.ts';
import { type ServerProcess, testEnvironment } from './support/server-process.ts';
import { Upstream } from './support/upstream.ts';

jest.setTimeout(60_000);

const CLIENTS = 50;
/** Milliseconds of each of two loads, of which the second must cost no more than the first. */
const LOAD_MS = 2_000;

let bundle: ServerBundle;
let upstream: Upstream;
let server: ServerProcess;

beforeAll(async () => {
  [bundle, upstream] = await Promise.all([
    new ServerBundle().build('with item routes'),
    new Upstream().start(),
  ]);
  server = bundle.start(testEnvironment(upstream.url));
}, 60_000);
afterAll(async () => {
  await server.stop();
  await upstream.stop();
  await bundle.remove();
});

/** @returns the answers that were not 200, and how many there were in all */
async function load(pool: Pool) {
  const endsAt = Date.now() + LOAD_MS;
  const others: unknown[] = [];
  let count = 0;
  const client = async () => {
    while (Date.now() < endsAt) {
      const { statusCode, body } = await pool.request({
        method: 'POST',
        path: '/items',
        headers: { 'content-type': 'application/json' },
        body: ITEM,
      });
      const answer = await body.text();
      count++;
      if (statusCode !== 200) others.push([statusCode, answer]);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return { count, others };
}

describe('Under load', () => {
  it('every request is answered, and neither descriptors nor memory grow', async () => {
    const pool = new Pool(`http://127.0.0.1:${await server.port()}`, { connections: CLIENTS });
    const descriptors = server.descriptors();
    const first = await load(pool);
    const memory = server.memory();
    const second = await load(pool);

    expect([...first.others, ...second.others]).toEqual([]);
    expect(second.count).toBeGreaterThan(CLIENTS);
    // One from each client, and one to the protected API for each.
    expect(server.descriptors()).toBeLessThanOrEqual(descriptors + 2 * CLIENTS + 5);
    expect(server.memory() - memory).toBeLessThan(60_000_000);
    await pool.destroy();
  });
});
