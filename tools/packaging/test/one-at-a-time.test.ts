import {
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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

const longAgo = new Date(Date.now() - 60_000);

it.each([
  ['this one, as in another container', String(process.pid)],
  ['one that lives and does other work', String(process.ppid)],
  ['one that was killed before it wrote its number', ''],
])('a file without a sign of life for long is nobody’s: %s', async (_, owner) => {
  await oneAtATime(file, async () => 1, nobody);
  writeFileSync(file, owner);
  utimesSync(file, longAgo, longAgo);
  expect(await oneAtATime(file, async () => 1, nobody)).toBe(1);
  expect(readdirSync(dirname(file))).toEqual([]);
});

it('whoever works gives signs of life', async () => {
  await oneAtATime(
    file,
    async () => {
      utimesSync(file, longAgo, longAgo);
      while (statSync(file).mtimeMs <= longAgo.getTime()) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    nobody,
  );
});
