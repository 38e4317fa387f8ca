import { existsSync, mkdtempSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { runProgram } from '@private-lambda/python-venv/run-program';
import { Emulator } from '../../src/emulator/emulator.ts';
import { emulatorPython } from '../support/local-aws.ts';

const emulatorDirectory = join(repositoryRoot, 'tools', 'rehearsal', 'emulator');

let python: string;
beforeAll(async () => {
  python = await emulatorPython();
}, 120_000);

const newDirectory = () => mkdtempSync(join(tmpdir(), 'rehearsal-test-'));

describe('Emulator', () => {
  it('finds a port of its own when 4566 and the next twenty are taken', async () => {
    const taken = await Promise.all(Array.from({ length: 21 }, (_, n) => occupy(4566 + n)));
    const emulator = await Emulator.start({
      python,
      workDirectory: newDirectory(),
      region: 'us-east-1',
    });
    try {
      expect(Number(new URL(emulator.url).port)).toBeGreaterThan(0);
      expect((await fetch(`${emulator.url}/_ministack/health`)).status).toBe(200);
    } finally {
      await emulator.stop();
      for (const server of taken) server?.close();
    }
  }, 60_000);

  it('takes its folder and its port with it when it stops', async () => {
    const workDirectory = newDirectory();
    const emulator = await Emulator.start({ python, workDirectory, region: 'us-east-1' });
    expect(existsSync(workDirectory)).toBe(true);
    await emulator.stop();
    expect(existsSync(workDirectory)).toBe(false);
    await expect(fetch(emulator.url)).rejects.toThrow('fetch failed');
  }, 60_000);

  it('says what it said when it does not start', async () => {
    const start = Emulator.start({
      python: process.execPath,
      workDirectory: newDirectory(),
      region: 'us-east-1',
    });
    await expect(start).rejects.toThrow(
      /^the emulator ended \(exit code 1\): .*ERR_UNKNOWN_FILE_EXTENSION/s,
    );
  });
});

describe('the check of the emulator that is patched', () => {
  const check = (change: string) =>
    runProgram(python, [
      '-c',
      `import sys; sys.path.insert(0, ${JSON.stringify(emulatorDirectory)})
from local_aws import pinned
${change}
try:
    pinned.check()
except pinned.UnexpectedEmulatorError as error:
    print(error)`,
    ]);

  it('is content with the one that is installed', async () => {
    expect((await check('')).stdout).toBe('');
  });

  it.each([
    [
      'another version',
      'pinned.VERSION = "1.5.34"',
      /^found ministack 1\.5\.33, expected 1\.5\.34/,
    ],
    [
      'a name that is gone',
      'pinned.INTERNALS = {"ministack.services.alb": {"_gone": None}}',
      /ministack\.services\.alb\._gone is gone/,
    ],
    [
      'other parameters',
      'pinned.INTERNALS = {"ministack.services.alb": {"_lb_xml": ("arn",)}}',
      /_lb_xml takes \('lb',\), expected \('arn',\)/,
    ],
  ])('says %s in one line', async (_, change, expected) => {
    const { stdout } = await check(change);
    expect(stdout).toMatch(expected);
    expect(stdout.trim().split('\n')).toHaveLength(1);
  });
});

/** @returns undefined when somebody has it already, which is just as good */
function occupy(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
