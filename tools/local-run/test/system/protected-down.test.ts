import { callExample, listCallingRoutes } from '../../../../test/support/api-routes.ts';
import { LocalSystem } from '../support/local-system.ts';
import { callerHeaders } from '../support/unsigned-token.ts';

const START_TIMEOUT_MS = 90_000;
/** Deadline of a call (config/defaults.yml, timeBudget.callDeadline), in milliseconds. */
const DEADLINE_MS = 12_000;

describe('the local system without its protected service', () => {
  it(
    'answers 503 within the deadline, keeps running, and says which service ended',
    async () => {
      const [calling] = await listCallingRoutes();
      if (!calling) return; // no public route calls the protected API yet
      const system = await LocalSystem.start();
      try {
        await system.untilPrinted('Ctrl-C ends both');
        process.kill(system.pidOf('Protected API'));
        await system.untilPrinted('protected-api ended (');

        const startedAt = Date.now();
        const response = await callExample(system.url, calling, callerHeaders());

        expect(response.status).toBe(503);
        expect(response.headers.get('retry-after')).toBe('1');
        expect(await response.json()).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
        expect(Date.now() - startedAt).toBeLessThan(DEADLINE_MS);
        const health = await fetch(`${system.url}/health`, { headers: callerHeaders() });
        expect(health.status).toBe(200);
      } finally {
        await system.stop();
      }
    },
    START_TIMEOUT_MS,
  );
});
