import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { ServerBundle } from './support/server-bundle.ts';
import { testEnvironment } from './support/server-process.ts';

let bundle: ServerBundle;
beforeAll(async () => {
  bundle = await new ServerBundle().build();
}, 60_000);
afterAll(() => bundle.remove());

async function refusal(environment: Readonly<Record<string, string>>) {
  const server = bundle.start(environment);
  const exitCode = await server.exitCode;
  return { exitCode, lines: server.lines().map(({ message, reason }) => `${message}: ${reason}`) };
}

const port = (server: ReturnType<typeof createServer>): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });

async function freePort(): Promise<number> {
  const server = createServer();
  const free = await port(server);
  await new Promise((resolve) => server.close(resolve));
  return free;
}

describe('The container', () => {
  const { PROTECTED_API_URL: _, ...withoutUrl } = testEnvironment('');

  it.each([
    ['PROTECTED_API_URL is not set', withoutUrl],
    ['PROTECTED_API_URL is an address on ftp://a', testEnvironment('ftp://a')],
    [
      'CALL_DEADLINE_SECONDS is text of 4 characters, not shown here',
      testEnvironment('http://a', { CALL_DEADLINE_SECONDS: 'soon' }),
    ],
    ['PORT is text of 4 characters, not shown here', testEnvironment('http://a', { PORT: 'http' })],
    ['PORT is 70000', testEnvironment('http://a', { PORT: '70000' })],
    ['MAX_CONNECTIONS is 0', testEnvironment('http://a', { MAX_CONNECTIONS: '0' })],
    ['DRAIN_GRACE_SECONDS is -1', testEnvironment('http://a', { DRAIN_GRACE_SECONDS: '-1' })],
  ])('does not start when %s, says so in one line and ends with 2', async (found, environment) => {
    const { exitCode, lines } = await refusal(environment);

    expect(exitCode).toBe(2);
    expect(lines).toEqual([
      expect.stringContaining(`not configured: Environment variable ${found}`),
    ]);
  });

  it('does not start on a port that is in use, says so in one line and ends with 2', async () => {
    const other = createServer();
    const taken = await port(other);
    const answer = await refusal(testEnvironment('http://a', { PORT: String(taken) }));
    await new Promise((resolve) => other.close(resolve));

    expect(answer).toEqual({ exitCode: 2, lines: [`not started: Port ${taken} is in use`] });
  });
});

/**
 * The statuses of two requests to a server, as soon as it answers. It fails when the server ends before that, or does not
 * answer within 20 seconds; in the end the server is killed.
 */
async function answersOf(server: ChildProcess, own: number): Promise<number[]> {
  const ended = once(server, 'exit');
  const ask = () => fetch(`http://127.0.0.1:${own}/nothing`).then(({ status }) => status);
  const isRunning = () => server.exitCode === null && server.signalCode === null;
  const givenUp = Date.now() + 20_000;
  try {
    while (isRunning() && Date.now() < givenUp && !(await ask().catch(() => undefined))) {
      await new Promise(setImmediate);
    }
    return [await ask(), await ask()];
  } finally {
    if (isRunning()) {
      server.kill('SIGKILL');
      await ended;
    }
  }
}

describe('The container’s server', () => {
  const variables = (own: number) =>
    Object.entries(testEnvironment('http://127.0.0.1:9', { PORT: String(own) }))
      .map(([name, value]) => `${name}=${value}`)
      .join(' ');

  it.each([
    ['has no room', '>/dev/full 2>&1'],
    ['has no reader', '> >(true) 2>&1'],
  ])('answers while its output %s', async (_, output) => {
    const own = await freePort();
    const program = `"${process.execPath}" "${bundle.file}"`;
    const command = `exec env ${variables(own)} ${program} ${output}`;
    const server = spawn('bash', ['-c', command], { stdio: 'ignore' });

    expect(await answersOf(server, own)).toEqual([404, 404]);
  });
});

describe('npm run start:ecs', () => {
  const start = (...args: string[]) =>
    new Promise<{ code: unknown; output: string }>((resolve) => {
      const program = join(__dirname, '..', 'start.mjs');
      execFile(process.execPath, [program, ...args], (error, stdout, stderr) =>
        resolve({ code: error?.code, output: stdout + stderr }),
      );
    });

  it('refuses a port that is in use in one line that says how to choose another', async () => {
    const other = createServer();
    const taken = await port(other);
    const answer = await start('--port', String(taken));
    await new Promise((resolve) => other.close(resolve));

    expect(answer).toEqual({
      code: 2,
      output: `npm run start:ecs: Port ${taken} is in use; free it, or choose another: npm run start:ecs -- --port <port>\n`,
    });
  });

  it.each(['--port', '--port 0', '--port http', '--prot 8080', '8080'])(
    'refuses %s in one line',
    async (args) => {
      expect(await start(...args.split(' '))).toEqual({
        code: 2,
        output: 'npm run start:ecs: expected at most --port <port>, an integer from 1 to 65535\n',
      });
    },
  );

  it('goes on when nobody reads its output any more', async () => {
    const own = await freePort();
    const program = join(__dirname, '..', 'start.mjs');
    const server = spawn(process.execPath, [program, '--port', String(own)]);
    await once(server.stdout, 'data');
    server.stdout.destroy();
    // Each answer writes a line of the log, into the closed pipe.
    expect(await answersOf(server, own)).toEqual([404, 404]);
  });

  it('ends in one line when its output has no room', async () => {
    const program = join(__dirname, '..', 'start.mjs');
    const command = `"${process.execPath}" "${program}" --port ${await freePort()} >/dev/full`;
    const [code, output] = await new Promise<[unknown, string]>((resolve) => {
      execFile('bash', ['-c', command], (error, _, stderr) => resolve([error?.code, stderr]));
    });
    expect(output).toMatch(/^npm run start:ecs: cannot write the output: ENOSPC[^\n]*\n$/);
    expect(code).toBe(70);
  });
});
