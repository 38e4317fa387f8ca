/**
 * `npm run sbom`: what is installed, as npm says it in CycloneDX. npm ends with exit code 0 also where its output finds no
 * room; here that is an error.
 */
import { spawnSync } from 'node:child_process';
import { runScript } from './command-line/src/run-script.js';

const MAX_BYTES = 100_000_000;
const NPM = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'];

await runScript('npm run sbom', '> <file>', ([argument]) => {
  if (argument !== undefined) return `found ${argument}, expected no argument`;
  const { status, stdout, error } = spawnSync('npm', NPM, {
    encoding: 'utf8',
    maxBuffer: MAX_BYTES,
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (error) throw error;
  if (status !== 0) throw new Error('npm made none, and says why above');
  process.stdout.write(stdout);
  return undefined;
});
