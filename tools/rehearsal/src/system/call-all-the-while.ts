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
 * @returns what to say of the calls: how many were answered, and how many the emulator ended
 * @throws BrokenClaimError when one was not answered as its route says, or the emulator ended all of them
 */
export async function callAllTheWhile(
  system: Pick<DeployedSystem, 'publicUrl'>,
  work: () => Promise<void>,
): Promise<string> {
  const routes = (await readRoutes('public')).flatMap(({ method, path, example }) =>
    method === 'GET' && example ? [{ method, path, status: example.status }] : [],
  );
  let isDone = false;
  let answered = 0;
  let ended = 0;
  const calling = async () => {
    while (!isDone && routes.length > 0) {
      for (const { method, path, status: expected } of routes) {
        const { request, status, body } = await call(system, method, path, anybody);
        await sleep(PAUSE_MS);
        if (JSON.stringify(body).includes(ENDED_BY_EMULATOR)) ended++;
        else if (status === expected) answered++;
        else
          throw new BrokenClaimError(
            `${request}, after ${answered} answered calls of a system that was being changed: ${status} ${JSON.stringify(body)}`,
          );
      }
    }
  };
  const working = work().finally(() => {
    isDone = true;
  });
  const [worked, called] = await Promise.allSettled([working, calling()]);
  for (const end of [called, worked]) if (end.status === 'rejected') throw end.reason;
  if (answered === 0)
    throw new BrokenClaimError(
      `while the system was being changed, none of ${ended} calls was answered`,
    );
  return `${answered} calls meanwhile were answered${ended === 0 ? '' : `, and ${ended} ended by the emulator with the function that it updated`}`;
}
