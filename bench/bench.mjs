/**
 * `npm run bench`: installs the peers when they are missing or have changed, bundles the bench, and runs it. The peers
 * live in this folder alone.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { bundleOptions } from '../tools/bundle-options.mjs';

const directory = dirname(fileURLToPath(import.meta.url));
const dist = join(directory, 'dist');

/** @param {string} path */
const changedAt = (path) =>
  statSync(join(directory, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;

// Needs no peers, and nothing but the main program.
const asksForHelp = process.argv.includes('--help');

if (!asksForHelp && changedAt('node_modules/.package-lock.json') < changedAt('package-lock.json')) {
  const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', options, {
    cwd: directory,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}

const children = asksForHelp ? [] : readdirSync(join(directory, 'src', 'children'));
rmSync(dist, { recursive: true, force: true });
await build({
  ...bundleOptions(directory),
  entryPoints: ['main.ts', ...children.map((file) => `children/${file}`)].map((file) =>
    join(directory, 'src', file),
  ),
  outbase: join(directory, 'src'),
  outdir: dist,
  outExtension: { '.js': '.mjs' },
  // The project's own packages are TypeScript; everything else is loaded from where it is installed.
  external: ['esbuild', 'jszip', 'valibot', 'yaml'],
});
await import(pathToFileURL(join(dist, 'main.mjs')).href);
