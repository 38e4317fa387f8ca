/**
 * `npm run sbom`: what is installed, as npm says it in CycloneDX. npm ends with exit code 0 also where its output finds no
 * room; here that is an error.
 */
import { spawnSync } from 'node:child_process';
import { EXIT_BAD_INPUT, EXIT_UNEXPECTED } from './command-line/src/exit-codes.js';
import { watchOutput } from './command-line/src/watch-output.js';

const MAX_BYTES = 100_000_000;
const NPM = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'];

watchOutput('sbom');
const args = process.argv.slice(2);
if (args.length === 0) writeSbom();
else {
  const asksForHelp = args.includes('--help');
  (asksForHelp ? process.stdout : process.stderr).write('Usage: npm run --silent sbom > <file>\n');
  process.exitCode = asksForHelp ? 0 : EXIT_BAD_INPUT;
}

/** npm has said on standard error what is wrong. */
function writeSbom() {
  const { status, stdout, error } = spawnSync('npm', NPM, {
    encoding: 'utf8',
    maxBuffer: MAX_BYTES,
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (error) process.stderr.write(`sbom: npm cannot be started: ${error.message}\n`);
  else process.stdout.write(stdout);
  if (status !== 0) process.exitCode = EXIT_UNEXPECTED;
}
