import { setTimeout as sleep } from 'node:timers/promises';
import { readRoutes } from '@private-lambda/system/read-routes';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import { call } from './call.ts';
import { anybody } from './credentials.ts';
import type { DeployedSystem } from './deployed-system.ts';

/** Milliseconds between two calls: they shall not slow down what is done meanwhile. */
const PAUSE_MS = 100;
/** A function that is updated is ended with what it is answering; Lambda lets it finish. */
const ENDED_BY_EMULATOR = 'Worker process died';

/**
 * Calls the examples of the public API that change nothing, one after another, as long as something is done with the
 * system.
 * @returns how many calls were made
 * @throws BrokenClaimError when one was not answered as its route says
 */
export async function callAllTheWhile(
  system: Pick<DeployedSystem, 'publicUrl'>,
  work: () => Promise<void>,
): Promise<number> {
  const routes = (await readRoutes('public')).filter(({ method }) => method === 'GET');
  let isDone = false;
  let calls = 0;
  const calling = async () => {
    while (!isDone) {
      for (const { method, path, example } of routes) {
        const { request, status, body } = await call(system, method, path, anybody);
        calls++;
        await sleep(PAUSE_MS);
        if (JSON.stringify(body).includes(ENDED_BY_EMULATOR)) continue;
        if (status !== example?.status)
          throw new BrokenClaimError(
            `${request}, call ${calls} of a system that was being changed: ${status} ${JSON.stringify(body)}`,
          );
      }
    }
  };
  const working = work().finally(() => {
    isDone = true;
  });
  await Promise.all([working, calling()]);
  return calls;
}
