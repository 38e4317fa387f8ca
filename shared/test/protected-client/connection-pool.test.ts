import { setTimeout as sleep } from 'node:timers/promises';
import { ConnectionPool } from '../../src/protected-client/connection-pool.ts';
import { UpstreamFault } from '../../src/protected-client/upstream-fault.ts';

describe('ConnectionPool', () => {
  const pools: ConnectionPool[] = [];
  const create = (connections?: number) => {
    const pool = new ConnectionPool(
      'http://127.0.0.1:1',
      connections === undefined ? {} : { connections },
    );
    pools.push(pool);
    return pool;
  };
  afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())));

  it('refuses one call more than it has connections, and counts calls that failed as ended', async () => {
    const pool = create(1);
    const failing = pool.use(() => Promise.reject(new Error('failed')));
    await expect(pool.use(async () => 1)).rejects.toThrow(
      expect.objectContaining({ code: 'UPSTREAM_BUSY', status: 503 }),
    );
    await expect(failing).rejects.toThrow('failed');
    expect(await pool.use(async () => 1)).toBe(1);
  });

  it.each([
    ['UPSTREAM_CONNECTION_LOST', true],
    ['UPSTREAM_TIMEOUT', true],
    ['UPSTREAM_UNAVAILABLE', true],
    ['UPSTREAM_TOO_LARGE', false],
    ['UPSTREAM_OFF_CONTRACT', false],
  ] as const)('has new connections after %s: %s', async (code, renewed) => {
    const pool = create();
    const before = await pool.use(async (connections) => connections);
    await expect(pool.use(() => Promise.reject(new UpstreamFault(code)))).rejects.toThrow(
      UpstreamFault,
    );
    const after = await pool.use(async (connections) => connections);
    expect(after !== before).toBe(renewed);
  });

  it.each([
    [9_000, false],
    [11_000, true],
  ])(
    'has new connections when the wall clock went on by %i ms and no timer did: %s',
    async (ms, renewed) => {
      const pool = create();
      const before = await pool.use(async (connections) => connections);
      const now = Date.now();
      jest.spyOn(Date, 'now').mockReturnValue(now + ms);
      const after = await pool.use(async (connections) => connections);
      expect(after !== before).toBe(renewed);
    },
  );

  it('is replaced once by calls that fail together', async () => {
    const pool = create();
    const seen = new Set<unknown>();
    const fail = () =>
      pool.use(async (connections) => {
        seen.add(connections);
        await sleep(20); // until the others are under way
        throw new UpstreamFault('UPSTREAM_CONNECTION_LOST');
      });
    await Promise.allSettled([fail(), fail(), fail()]);
    await Promise.allSettled([fail()]);
    expect(seen.size).toBe(2);
  });
});
