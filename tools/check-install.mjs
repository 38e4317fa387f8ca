/**
 * Why no command can run here: a Node that is too old, packages that are not there. Plain JavaScript without packages, so
 * that it runs where nothing else does. Scripts of package.json that are no tool run it by itself first.
 */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { EXIT_BAD_INPUT } from './command-line/src/exit-codes.js';

const root = new URL('../', import.meta.url);

/**
 * @param {string} version such as `20.19.0`
 * @param {string} range of package.json's `engines`: `^20.19 || >=24`
 */
export function isInRange(version, range) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return range.split('||').some((part) => {
    const [, kind, least = '', leastMinor = '0'] = /(\^|>=)(\d+)(?:\.(\d+))?/.exec(part) ?? [];
    const isSame = major === Number(least) && minor >= Number(leastMinor);
    return isSame || (kind === '>=' && major > Number(least));
  });
}

/** @returns {string | undefined} one line */
export function nodeProblem(version = process.versions.node) {
  const { engines } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
  return isInRange(version, engines.node)
    ? undefined
    : `this is Node ${version}; expected ${engines.node} (https://nodejs.org)`;
}

/** @returns {string | undefined} one line */
export function installProblem(folder = root) {
  // npm writes this file when everything else is there.
  const isWhole = existsSync(new URL('node_modules/.package-lock.json', folder));
  return (
    nodeProblem() ??
    (isWhole
      ? undefined
      : 'the packages are not there, or not all of them; run "npm ci" at the root of the repository')
  );
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const problem = installProblem();
  if (problem !== undefined) {
    process.stderr.write(`${problem}\n`);
    process.exitCode = EXIT_BAD_INPUT;
  }
}
