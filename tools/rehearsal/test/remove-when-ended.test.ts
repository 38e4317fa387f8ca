import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';

const source = join(repositoryRoot, 'tools', 'rehearsal', 'src', 'remove-when-ended.ts');

/** A process that has such a folder, and does what is said with it. */
async function withFolder(then: string) {
  const folder = mkdtempSync(join(tmpdir(), 'remove-when-ended-'));
  mkdirSync(join(folder, 'a', 'b'), { recursive: true });
  const child = spawn(process.execPath, [
    ...['--require', 'esbuild-register', '-e'],
    `const { removeWhenEnded } = require(${JSON.stringify(source)});
     const keep = removeWhenEnded(${JSON.stringify(folder)}); console.log('up'); ${then}`,
  ]);
  await once(child.stdout, 'data');
  return { child, folder };
}

test('the folder of a process that is killed goes', async () => {
  const { child, folder } = await withFolder('setInterval(() => {}, 1000)');
  expect(existsSync(folder)).toBe(true);
  child.kill('SIGKILL');
  while (existsSync(folder)) await sleep(20);
});

test('one that is called off stays, and keeps no process waiting', async () => {
  const { child, folder } = await withFolder('keep()');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(existsSync(folder)).toBe(true);
  rmSync(folder, { recursive: true });
});
