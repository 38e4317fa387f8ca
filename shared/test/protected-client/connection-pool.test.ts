import { setTimeout as sleep } from 'node:timers/promises';
import { ConnectionPool } from '../../src/protected-client/connection-pool.ts';
import { UpstreamFault } from '../../src/protected-client/upstream-fault.ts';

const busy = expect.objectContaining({ code: 'UPSTREAM_BUSY', status: 503 });
/** A call during which others begin. */
const slowly = async (connection: unknown) => {
  await sleep(10);
  return connection;
};

describe('ConnectionPool', () => {
  const pools: ConnectionPool[] = [];
  const create = (connections = 256, queue = 0) => {
    const pool = new ConnectionPool('http://127.0.0.1:1', { connections, queue });
    pools.push(pool);
    return pool;
  };
  afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())));

  it('refuses one call more than it has connections, and counts calls that failed as ended', async () => {
    const pool = create(1);
    const failing = pool.use(() => Promise.reject(new Error('failed')));
    await expect(pool.use(async () => 1)).rejects.toThrow(busy);
    await expect(failing).rejects.toThrow('failed');
    expect(await pool.use(async () => 1)).toBe(1);
  });

  it('lets so many calls wait for a connection, in their order, and no more', async () => {
    const pool = create(1, 2);
    const ended: number[] = [];
    const call = (id: number) =>
      pool.use(async () => {
        await sleep(10);
        ended.push(id);
      });
    const calls = [call(1), call(2), call(3)];
    await expect(call(4)).rejects.toThrow(busy);
    await Promise.all(calls);

    expect(ended).toEqual([1, 2, 3]);
    await call(5);
  });

  it('refuses a call that has waited long, and goes on', async () => {
    const pool = create(1, 1);
    let end = () => {};
    const first = pool.use(() => new Promise<void>((resolve) => (end = resolve)));
    await expect(pool.use(async () => 2)).rejects.toThrow(busy);
    end();
    await first;

    expect(await pool.use(async () => 3)).toBe(3);
  });

  it.each([
    ['UPSTREAM_CONNECTION_LOST', false],
    ['UPSTREAM_TIMEOUT', true],
    ['UPSTREAM_UNAVAILABLE', true],
    ['UPSTREAM_TOO_LARGE', false],
    ['UPSTREAM_ABANDONED', false],
  ] as const)('after %s uses no other connection that it had: %s', async (code, renewed) => {
    const pool = create();
    const [failing, sibling] = await Promise.all([pool.use(slowly), pool.use(slowly)]);
    await expect(pool.use(() => Promise.reject(new UpstreamFault(code)))).rejects.toThrow(
      UpstreamFault,
    );
    const after = await pool.use(async (connection) => connection);

    expect(failing).not.toBe(sibling);
    expect([failing, sibling].includes(after)).toBe(!renewed);
  });

  it('never uses the connection of a failed call again', async () => {
    const pool = create();
    const seen = new Set<unknown>();
    for (let round = 0; round < 3; round++) {
      const failing = pool.use(async (connection) => {
        seen.add(connection);
        throw new UpstreamFault('UPSTREAM_CONNECTION_LOST');
      });
      await expect(failing).rejects.toThrow(UpstreamFault);
    }

    expect(seen.size).toBe(3);
  });

  it('gives up its connections for a dead path once in a while, however many calls fail', async () => {
    const pool = create();
    const timeOut = () => Promise.reject(new UpstreamFault('UPSTREAM_TIMEOUT'));
    await expect(pool.use(timeOut)).rejects.toThrow(UpstreamFault);
    await Promise.all([pool.use(slowly), pool.use(slowly)]);
    const kept = await Promise.all([pool.use(slowly), pool.use(slowly)]);
    await expect(pool.use(timeOut)).rejects.toThrow(UpstreamFault);
    const soon = await pool.use(slowly);
    const now = Date.now();
    jest.spyOn(Date, 'now').mockImplementation(() => now + 6_000);
    await expect(Promise.all([pool.use(timeOut), pool.use(slowly)])).rejects.toThrow(UpstreamFault);
    const later = await pool.use(slowly);

    expect(kept).toContain(soon);
    expect(kept).not.toContain(later);
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
});
