import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Caller, createCaller } from './support/caller.ts';

/** Milliseconds that the process stands still, and after which the server ends its connections meanwhile. */
const FROZEN_MS = 1_200;
const DROPPED_AFTER_MS = 300;

let server: ChildProcess;
let origin: string;

beforeEach(async () => {
  const script = join(__dirname, '../../../shared/test/support/dropping-server.mjs');
  server = fork(script, { execArgv: [] });
  const [{ port }] = await once(server, 'message');
  origin = `http://127.0.0.1:${port}`;
});
afterEach(async () => {
  const ended = once(server, 'exit');
  server.disconnect();
  await ended;
});

/** As Lambda does between two invocations: nothing of the process runs, its timers neither; its clock does. */
function freeze(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, FROZEN_MS);
}

/** Where the event loop stands when the invocation comes: it decides what a turn of it still looks at. */
const phases: Record<string, (then: () => void) => void> = {
  'a timer': (then) => setTimeout(then, 1),
  'an immediate': (then) => setImmediate(then),
  'data that arrives': (then) => {
    server.send({ how: 'close', afterMs: 60_000 });
    server.once('message', then);
  },
};

describe('The first call after a freeze', () => {
  const cases = ['close', 'reset'].flatMap((how) =>
    Object.keys(phases).map((phase) => [how, phase, 10_000] as const),
  );
  it.each([
    ...cases,
    // A freeze beyond the idle limit: here no packet tells that the connection is gone.
    ...Object.keys(phases).map((phase) => ['forget', phase, 1_100] as const),
  ])(
    'succeeds 10 of 10 times, GET and POST, after a %s, begun by %s, with an idle limit of %i ms',
    async (how, phase, maxIdleMs) => {
      const callers: Caller[] = [];
      for (let count = 0; count < 20; count++) {
        callers.push(createCaller(origin, undefined, { maxIdleMs }));
      }
      await Promise.all(callers.map((caller) => caller.get()));
      server.send({ how, afterMs: DROPPED_AFTER_MS });
      await once(server, 'message');
      const answers = await new Promise<unknown[]>((resolve) => {
        phases[phase]?.(() => {
          freeze();
          const calls = callers.map((caller, index) => (index < 10 ? caller.post() : caller.get()));
          resolve(Promise.all(calls));
        });
      });
      expect(answers.map((answer) => JSON.stringify(answer))).toEqual(
        Array(20).fill(expect.stringContaining('"status":200')),
      );
      await Promise.all(callers.map((caller) => caller.close()));
    },
  );
});
