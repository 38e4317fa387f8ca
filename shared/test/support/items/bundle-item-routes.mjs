import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const creator = join('shared', 'src', 'caller', 'create-caller.ts');

/**
 * esbuild plugin: the caller gets the routes of the tests' own domain in the place of the project's.
 * @type {import('esbuild').Plugin}
 */
export const itemRoutes = {
  name: 'item-routes',
  setup(build) {
    build.onResolve({ filter: /^\.\/routes\.ts$/ }, ({ importer }) =>
      importer.endsWith(creator)
        ? { path: fileURLToPath(new URL('./item-routes.ts', import.meta.url)) }
        : undefined,
    );
  },
};
