import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { benchDirectory } from './places.ts';

/** Installs the peers when they are missing or have changed. They live in the folder of the bench alone. */
export function installPeers(): void {
  if (changedAt('node_modules/.package-lock.json') >= changedAt('package-lock.json')) return;
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: benchDirectory,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('npm could not install the peers, as it says above');
}

function changedAt(path: string): number {
  return statSync(join(benchDirectory, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
