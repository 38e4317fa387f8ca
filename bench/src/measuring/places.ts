import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The bench runs as `bench/dist/main.mjs`. */
const dist = fileURLToPath(new URL('.', import.meta.url));

export const benchDirectory = join(dist, '..');
export const root = join(benchDirectory, '..');
/** Bundles under measure. */
export const bundleDirectory = join(dist, 'bundles');

/** A program of src/children, bundled. */
export function childProgram(name: string): string {
  return join(dist, 'children', `${name}.mjs`);
}

/** Node 20 and 24, which bench/package.json installs where a package of them exists; elsewhere the running one. */
export function nodePrograms(): { readonly name: string; readonly program: string }[] {
  const load = createRequire(join(benchDirectory, 'bench.mjs'));
  const found = ['20', '24'].flatMap((major) => {
    try {
      const name = `node-${major}-${process.platform}-${process.arch}`;
      return [{ name: `Node ${major}`, program: load.resolve(`${name}/bin/node`) }];
    } catch {
      return [];
    }
  });
  return found.length > 0
    ? found
    : [{ name: `Node ${process.version}`, program: process.execPath }];
}
