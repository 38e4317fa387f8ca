import { callExample, publicRoutes } from '../../../../test/support/api-routes.ts';
import { LocalSystem } from '../support/local-system.ts';

const START_TIMEOUT_MS = 90_000;
/** Deadline of a call (config/defaults.yml, timeBudget.callDeadline), in milliseconds. */
const DEADLINE_MS = 12_000;

/** Every public route but /health calls the protected API. */
const calling = publicRoutes.find(({ path }) => path !== '/health') ?? {
  method: 'GET',
  path: '/',
  example: undefined,
};

describe('the local system without its protected service', () => {
  it(
    'answers 503 within the deadline, keeps running, and says which service ended',
    async () => {
      const system = await LocalSystem.start();
      try {
        await system.untilPrinted('Ctrl-C ends both');
        process.kill(system.pidOf('Protected API'), 'SIGKILL');
        await system.untilPrinted('protected-api ended (ended by SIGKILL)');

        const startedAt = Date.now();
        const response = await callExample(system.url, calling);

        expect(response.status).toBe(503);
        expect(response.headers.get('retry-after')).toBe('1');
        expect(await response.json()).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
        expect(Date.now() - startedAt).toBeLessThan(DEADLINE_MS);
        expect((await fetch(`${system.url}/health`)).status).toBe(200);
      } finally {
        await system.stop();
      }
    },
    START_TIMEOUT_MS,
  );
});
