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
      output: `npm start: Port ${port} is in use; free it, or choose another: npm start -- --port <port>\n`,
    });
  });

  it.each(['', 'not a url', 'http://127.0.0.1:3003/path', 'ftp://127.0.0.1'])(
    'refuses PROTECTED_API_URL %j in one line',
    async (url) => {
      expect(await refusal({ PROTECTED_API_URL: url })).toEqual({
        exitCode: 2,
        output: `npm start: Environment variable PROTECTED_API_URL is ${JSON.stringify(url)}; expected an http or https address without path, such as http://127.0.0.1:3003\n`,
      });
    },
  );

  it('ends both services on Ctrl-C and leaves no process behind', async () => {
    const system = await LocalSystem.start();
    await system.untilPrinted('Ctrl-C ends both');
    const pids = [system.pidOf('Public API'), system.pidOf('Protected API')];

    system.signal('SIGINT');

    expect(await system.exitCode).toBe(130);
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    await expect(fetch(`${system.url}/health`)).rejects.toThrow('fetch failed');
  });
});
