import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { buildSync } from 'esbuild';

// Processes are started, on a machine that may have others.
jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'until-told-'));
afterAll(() => rmSync(folder, { recursive: true }));

const bundle = join(folder, 'until.mjs');
beforeAll(() => {
  buildSync({
    entryPoints: [join(__dirname, '../src/until-told-to-end.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
});

/** Stays up until it is told to end, and then takes a while to put things in order. */
const PROGRAM = `
  const { untilToldToEnd } = await import(process.argv[1]);
  const staying = setInterval(() => {}, 1000);
  const told = untilToldToEnd();
  console.log('up');
  const code = await told;
  clearInterval(staying);
  console.log('ending');
  setTimeout(() => { console.log('in order'); process.exitCode = code; }, 500);`;
const program = () => [process.execPath, '--input-type=module', '-e', PROGRAM, bundle];

async function untilUp({ stdout }: ChildProcess, said = 'up') {
  for await (const chunk of stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    if (String(chunk).includes(said)) return;
  }
}

describe('untilToldToEnd', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)(
    'lets things be put in order after %s, also after a second one',
    async (signal, code) => {
      const [command = '', ...args] = program();
      const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      await untilUp(child);
      child.kill(signal);
      await untilUp(child, 'ending');
      child.kill(signal);
      const [rest, [exitCode]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
      expect({ rest, exitCode }).toEqual({ rest: 'in order\n', exitCode: code });
    },
  );

  it('ends when what started it was killed', async () => {
    const child = spawn('bash', ['-c', '"$@" & wait', 'bash', ...program()], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await untilUp(child);
    child.kill('SIGKILL');
    // Its output ends when nobody holds it any more.
    expect(await text(child.stdout)).toBe('ending\nin order\n');
  });
});
