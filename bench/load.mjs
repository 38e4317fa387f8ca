/**
 * `npm run bench:load`: bundles the ECS caller's server as its image holds it, and the load, and runs it. Loopback only;
 * no peers are installed.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { buildServer } from '../services/ecs-caller/build.mjs';
import { itemRoutes } from '../shared/test/support/items/bundle-item-routes.mjs';

const directory = dirname(fileURLToPath(import.meta.url));
const dist = join(directory, 'dist');

// With routes that stay when the sample goes: the server is measured, not the domain.
await buildServer(join(dist, 'load', 'server.mjs'), [itemRoutes]);
await build({
  entryPoints: [join(directory, 'src', 'load', 'main.ts')],
  outfile: join(dist, 'load.mjs'),
  bundle: true,
  external: ['valibot'],
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  logLevel: 'warning',
});
await import(pathToFileURL(join(dist, 'load.mjs')).href);
