/**
 * Bundles every tool's `src/main.ts` to `dist/main.mjs`. Run once by `npm ci` (root `prepare`), so that the
 * commands start fast on every supported Node without a TypeScript loader. What a tool puts into a page that it writes
 * is `src/page/page.ts`, for browsers: `dist/page.js`.
 * `node tools/build.mjs <tool> <folder>` bundles one tool into another folder: a test then runs what its source says.
 */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundleOptions } from './bundle-options.mjs';
import { nodeProblem } from './check-install.mjs';
import { EXIT_BAD_INPUT } from './command-line/src/exit-codes.js';

const problem = nodeProblem();
if (problem !== undefined) {
  process.stderr.write(`${problem}\n`);
  process.exit(EXIT_BAD_INPUT);
}

const toolsDirectory = dirname(fileURLToPath(import.meta.url));

const [only, folder] = process.argv.slice(2);

for (const tool of only ? [only] : readdirSync(toolsDirectory)) {
  const directory = join(toolsDirectory, tool);
  const entry = join(directory, 'src', 'main.ts');
  if (!existsSync(entry)) continue;
  const outdir = folder ?? join(directory, 'dist');
  rmSync(outdir, { recursive: true, force: true });
  await build({
    ...bundleOptions(directory),
    entryPoints: [entry],
    outdir,
    outExtension: { '.js': '.mjs' },
    chunkNames: '[name]-[hash]',
    splitting: true,
  });
  const page = join(directory, 'src', 'page', 'page.ts');
  if (!existsSync(page)) continue;
  await build({ entryPoints: [page], outdir, bundle: true, minify: true, target: 'es2022' });
}
