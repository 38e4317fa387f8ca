/**
 * `npm run bench:load`: bundles the ECS caller's server as its image holds it, a bare server beside it, and the load, and
 * runs it. Loopback only; no peers are installed.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { buildServer } from '../services/ecs-caller/build.mjs';
import { itemRoutes } from '../shared/test/support/items/bundle-item-routes.mjs';
import { bundleOptions } from '../tools/bundle-options.mjs';

const directory = dirname(fileURLToPath(import.meta.url));
const programs = join(directory, 'dist', 'load');

// With routes that stay when the sample goes: the server is measured, not the domain.
await buildServer(join(programs, 'own.mjs'), [itemRoutes]);
await build({
  ...bundleOptions(directory),
  entryPoints: ['src/load/main.ts', 'src/load/clients-program.ts', 'peers/servers/bare.ts'].map(
    (file) => join(directory, file),
  ),
  outdir: programs,
  entryNames: '[name]',
  outExtension: { '.js': '.mjs' },
  external: ['valibot'],
});
await import(pathToFileURL(join(programs, 'main.mjs')).href);
