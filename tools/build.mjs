/**
 * Bundles every tool's `src/main.ts` to `dist/main.mjs`. Run once by `npm ci` (root `prepare`), so that the
 * commands start fast on every supported Node without a TypeScript loader.
 * `node tools/build.mjs <tool> <folder>` bundles one tool into another folder: a test then runs what its source says.
 */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const toolsDirectory = dirname(fileURLToPath(import.meta.url));

const [only, folder] = process.argv.slice(2);

for (const tool of only ? [only] : readdirSync(toolsDirectory)) {
  const entry = join(toolsDirectory, tool, 'src', 'main.ts');
  if (!existsSync(entry)) continue;
  const outdir = folder ?? join(toolsDirectory, tool, 'dist');
  rmSync(outdir, { recursive: true, force: true });
  await build({
    entryPoints: [entry],
    outdir,
    outExtension: { '.js': '.mjs' },
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
    // A program of its own beside its JavaScript: tools that read the routes load it from node_modules.
    external: ['esbuild'],
    // CommonJS packages inside an ESM bundle still call `require` for Node's own modules.
    banner: {
      js: "import { createRequire as bundledCreateRequire } from 'node:module'; const require = bundledCreateRequire(import.meta.url);",
    },
  });
}
