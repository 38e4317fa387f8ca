/** Tests of a tool that need packages of their own installation, which takes part in nothing else. */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Installs by the folder's own lock file, unless that is done. Ends the process where npm cannot.
 * @param {string} folder with package.json and package-lock.json
 */
export function installIn(folder) {
  if (isInstalled(folder)) return;
  const install = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--no-workspaces'];
  const { status } = spawnSync('npm', install, {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) process.exit(status ?? 1);
}

/**
 * As the lock file says now: npm keeps a copy of what it has installed.
 * @param {string} folder
 */
function isInstalled(folder) {
  const installed = `${folder}/node_modules/.package-lock.json`;
  const since = (/** @type {string} */ file) => statSync(file).mtimeMs;
  return existsSync(installed) && since(installed) >= since(`${folder}/package-lock.json`);
}

/**
 * Runs a project of jest.config.ts with the options of this process, and ends with its exit code.
 * @param {string} project
 * @param {Record<string, string>} environment beside that of this process
 */
export function runJest(project, environment = {}) {
  const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
  const run = [jest, '--selectProjects', project, ...process.argv.slice(2)];
  const env = { ...process.env, ...environment };
  process.exit(spawnSync(process.execPath, run, { cwd: root, env, stdio: 'inherit' }).status ?? 1);
}
