import { callUpstream } from '../../src/protected-client/call-upstream.ts';
import { ConnectionPool } from '../../src/protected-client/connection-pool.ts';
import { FaultServer, httpAnswer } from '../support/fault-server.ts';

const limits = { deadlineMs: 12_000, attemptMs: 5_500 };
const get = { method: 'GET', path: '/', headers: {} } as const;
const soon = () => ({ endsAt: Date.now() + 15_000 });
const post = { method: 'POST', path: '/', headers: {}, body: '{}' } as const;

describe('callUpstream', () => {
  let server: FaultServer;
  let pool: ConnectionPool;
  let arrivals: number[];
  let statuses: number[];

  beforeEach(async () => {
    arrivals = [];
    server = await new FaultServer({
      onRequest: (socket) => {
        arrivals.push(performance.now());
        socket.write(httpAnswer({ status: statuses.shift() ?? 200 }));
      },
    }).start();
    pool = new ConnectionPool(server.origin);
  });
  afterEach(async () => {
    await server.stop();
    await pool.close();
  });

  it.each([502, 503, 504])(
    'sends a GET again after a %i, and gives the second answer',
    async (status) => {
      statuses = [status, 200];
      expect(await callUpstream(pool, get, limits, soon())).toMatchObject({
        status: 200,
      });
      statuses = [status, status, 200];
      expect(await callUpstream(pool, get, limits, soon())).toMatchObject({ status });
      expect(arrivals).toHaveLength(4);
    },
  );

  it.each([200, 301, 400, 404, 429, 500, 501])(
    'does not send a GET again after a %i',
    async (status) => {
      statuses = [status];
      expect(await callUpstream(pool, get, limits, soon())).toMatchObject({ status });
      expect(arrivals).toHaveLength(1);
    },
  );

  it.each([500, 502, 503, 504])('does not send a POST again after a %i', async (status) => {
    statuses = [status];
    expect(await callUpstream(pool, post, limits, soon())).toMatchObject({ status });
    expect(arrivals).toHaveLength(1);
  });

  it.each([
    [0, 25],
    [0.999, 249],
  ])('pauses between the attempts, for a random %d of the range %d ms', async (random, ms) => {
    jest.spyOn(Math, 'random').mockReturnValue(random);
    statuses = [503, 200];
    await callUpstream(pool, get, limits, soon());
    const pause = (arrivals[1] ?? 0) - (arrivals[0] ?? 0);
    expect(pause).toBeGreaterThanOrEqual(ms - 2); // a timer counts whole milliseconds
    expect(pause).toBeLessThan(ms + 150);
  });

  it('does not send a GET again when the time left would not outlast the pause', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(0.999);
    statuses = [503, 200];
    const short = { deadlineMs: 200, attemptMs: 200 };
    expect(await callUpstream(pool, get, short, soon())).toMatchObject({
      status: 503,
    });
    expect(arrivals).toHaveLength(1);
  });
});
