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
  /** What came and went by, in its order. */
  let events: string[];
  let statuses: number[];

  beforeEach(async () => {
    events = [];
    server = await new FaultServer({
      onRequest: (socket) => {
        events.push('request');
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
      expect(events).toHaveLength(4);
    },
  );

  it.each([200, 301, 400, 404, 429, 500, 501])(
    'does not send a GET again after a %i',
    async (status) => {
      statuses = [status];
      expect(await callUpstream(pool, get, limits, soon())).toMatchObject({ status });
      expect(events).toHaveLength(1);
    },
  );

  it.each([500, 502, 503, 504])('does not send a POST again after a %i', async (status) => {
    statuses = [status];
    expect(await callUpstream(pool, post, limits, soon())).toMatchObject({ status });
    expect(events).toHaveLength(1);
  });

  it.each([
    [0, 25],
    [0.5, 137.5],
    [0.998, 249.55],
  ])('pauses between the attempts, for a random %d a timer of %d ms', async (random, ms) => {
    const start = globalThis.setTimeout;
    const startAndTell = (run: () => void, delay: number) =>
      start(() => {
        if (delay === ms) events.push('pause');
        run();
      }, delay);
    jest.spyOn(globalThis, 'setTimeout').mockImplementation(Object.assign(startAndTell, start));
    jest.spyOn(Math, 'random').mockReturnValue(random);
    statuses = [503, 200];
    await callUpstream(pool, get, limits, soon());
    expect(events).toEqual(['request', 'pause', 'request']);
  });

  it('does not send a GET again when the time left would not outlast the pause', async () => {
    // A pause of 22 seconds, so that it does not matter how long the first attempt takes.
    jest.spyOn(Math, 'random').mockReturnValue(100);
    statuses = [503, 200];
    expect(await callUpstream(pool, get, limits, soon())).toMatchObject({ status: 503 });
    expect(events).toHaveLength(1);
  });
});
