import { createServer } from 'node:net';
import { findFreePorts } from '../../src/free-ports.ts';
import { LocalSystem } from '../support/local-system.ts';

const START_TIMEOUT_MS = 90_000;
jest.setTimeout(START_TIMEOUT_MS);

/** The whole output must be the one line. */
async function refusal(environment: Record<string, string>, ports?: readonly number[]) {
  const system = await LocalSystem.start(environment, ports);
  return { exitCode: await system.exitCode, output: system.output };
}

describe('npm start', () => {
  it('refuses a port that is in use in one line that says how to choose another', async () => {
    const [port = 0, albPort = 0] = await findFreePorts(2);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));

    const answer = await refusal({}, [port, albPort]);
    await new Promise((resolve) => server.close(resolve));

    expect(answer).toEqual({
      exitCode: 2,
      output: `npm start: Port ${port} is in use, perhaps by another npm start; free it, or choose another: npm start -- --port <port> [LOCAL_PORT_TAKEN]\n`,
    });
  });

  it.each([
    ['', 'is empty'],
    ['not a url', 'is text of 9 characters, not shown here'],
    ['http://127.0.0.1:3003/path', 'is an address on http://127.0.0.1:3003 with a path'],
    ['http://me:hunter2@127.0.0.1', 'is an address on http://127.0.0.1 with a user or password'],
    ['ftp://127.0.0.1', 'is an address on ftp://127.0.0.1'],
  ])('refuses PROTECTED_API_URL %j in one line that quotes no secret', async (url, found) => {
    expect(await refusal({ PROTECTED_API_URL: url })).toEqual({
      exitCode: 2,
      output: `npm start: Environment variable PROTECTED_API_URL ${found}; expected an http or https address without path, such as http://127.0.0.1:3003 [CONFIG_INVALID]\n`,
    });
  });

  it.each([
    ['Ctrl-C', 'SIGINT', 130],
    ['a closed terminal', 'SIGHUP', 129],
  ] as const)('ends both services on %s and leaves no process behind', async (_, signal, code) => {
    const system = await LocalSystem.start();
    await system.untilPrinted('Ctrl-C ends both');
    const pids = [system.pidOf('Public API'), system.pidOf('Protected API')];

    system.signal(signal);

    expect(await system.exitCode).toBe(code);
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    await expect(fetch(`${system.url}/health`)).rejects.toThrow('fetch failed');
  });

  it.each([
    ['it', () => LocalSystem.start()],
    ['npm', () => LocalSystem.startByNpm()],
  ])('takes both services with it when %s is killed', async (_, start) => {
    const system = await start();
    await system.untilPrinted('Ctrl-C ends both');
    const pids = [system.pidOf('Public API'), system.pidOf('Protected API')];

    system.signal('SIGKILL');

    for (const pid of pids) await untilGone(pid);
  });
});

/** Waits until there is no such process; a test that waits for ever fails by its own time-out. */
async function untilGone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
