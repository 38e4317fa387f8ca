import { LocalSystem } from './local-system.ts';

/** A start packages both services and opens four ports; a loaded machine takes its time. */
const START_TIMEOUT_MS = 90_000;

/** Starts one system for all tests of a file, and ends it after them. @returns reads it, from within a test */
export function startForAll(): () => LocalSystem {
  let system: LocalSystem | undefined;
  beforeAll(async () => {
    system = await LocalSystem.start();
    await system.untilPrinted('Ctrl-C ends both');
  }, START_TIMEOUT_MS);
  afterAll(() => system?.stop(), START_TIMEOUT_MS);
  return () => {
    if (system === undefined) throw new Error('not started yet');
    return system;
  };
}
