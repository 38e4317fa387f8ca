import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { oneAtATime } from '../src/one-at-a-time.ts';

let file: string;
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'one-at-a-time-')), 'new folder', 'work.pid');
});
afterEach(() => rmSync(join(file, '..', '..'), { recursive: true }));

const nobody = () => {
  throw new Error('waited');
};

it('what asks second waits for the first, and is told once for whom', async () => {
  const log: string[] = [];
  let finish = () => {};
  const first = oneAtATime(
    file,
    () =>
      new Promise<void>((resolve) => {
        finish = () => {
          log.push('first has done');
          resolve();
        };
      }),
    nobody,
  );
  const second = oneAtATime(
    file,
    async () => log.push('second'),
    (owner) => log.push(`waits for ${owner}`),
  );
  // Some more looks.
  await new Promise((resolve) => setTimeout(resolve, 300));
  finish();
  await Promise.all([first, second]);

  expect(log).toEqual([`waits for ${process.pid}`, 'first has done', 'second']);
  expect(existsSync(file)).toBe(false);
});

it('work that fails holds up nobody', async () => {
  const failing = oneAtATime(file, () => Promise.reject(new Error('full')), nobody);
  await expect(failing).rejects.toThrow('full');
  expect(await oneAtATime(file, async () => 1, nobody)).toBe(1);
});

it('a process that was killed meanwhile holds up nobody, and is not waited for', async () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  await oneAtATime(file, async () => 1, nobody);
  writeFileSync(file, String(pid));
  expect(await oneAtATime(file, async () => 1, nobody)).toBe(1);
});

it('one that was killed with our own number, as in another container, is not waited for', async () => {
  await oneAtATime(file, async () => 1, nobody);
  writeFileSync(file, String(process.pid));
  expect(await oneAtATime(file, async () => 1, nobody)).toBe(1);
});
