/**
 * `npm run bench`: bundles the bench and runs it, which installs the peers.
 */
import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { bundleOptions } from '../tools/bundle-options.mjs';

const directory = dirname(fileURLToPath(import.meta.url));
const dist = join(directory, 'dist');

const children = readdirSync(join(directory, 'src', 'children'));
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
