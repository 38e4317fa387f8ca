/**
 * `npm run test:policy`: proves the deploy policy with an IAM simulator. The simulator is installed here, by its own
 * lock file, and takes part in nothing else: its licence is AGPL (docs/deploy-rights.md). Options go to Jest.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const proof = fileURLToPath(new URL('./proof', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));

if (!isInstalled()) {
  const install = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--no-workspaces'];
  const { status } = spawnSync('npm', install, {
    cwd: proof,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) process.exit(status ?? 1);
}
/** As the lock file says now: npm keeps a copy of what it has installed. */
function isInstalled() {
  const installed = `${proof}/node_modules/.package-lock.json`;
  const since = (/** @type {string} */ file) => statSync(file).mtimeMs;
  return existsSync(installed) && since(installed) >= since(`${proof}/package-lock.json`);
}

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const run = [jest, '--selectProjects', 'policy', ...process.argv.slice(2)];
process.exit(spawnSync(process.execPath, run, { cwd: root, stdio: 'inherit' }).status ?? 1);
