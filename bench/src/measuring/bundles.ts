import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundleHandler, readBundling } from '@private-lambda/packaging/bundle-handler';
import { build } from 'esbuild';
import { benchDirectory, bundleDirectory, root } from './places.ts';

/** Bundles one file of bench/peers with the options that the services are deployed with. @returns its path */
export async function bundlePeer(
  kind: 'adapters' | 'clients' | 'functions',
  name: string,
): Promise<string> {
  const { options, plugins } = readBundling(join(root, 'services', 'public-caller'), root);
  const outfile = join(bundleDirectory, kind, `${name}.mjs`);
  await build({
    ...options,
    entryPoints: [join(benchDirectory, 'peers', kind, `${name}.ts`)],
    outfile,
    // Of the peers only our own code is trimmed.
    plugins: name === 'own' ? plugins : [],
    logLevel: 'error',
  });
  return outfile;
}

/** Bundles a deployed function. @returns its path */
export async function bundleService(
  service: string,
  handler: string,
  withPlugins = true,
): Promise<string> {
  const outfile = join(
    bundleDirectory,
    'services',
    withPlugins ? 'as-deployed' : 'untrimmed',
    `${service}.mjs`,
  );
  await bundleHandler({ root, service, handler, outfile, withPlugins });
  return outfile;
}

/** KiB of a file, and gzipped. */
export function sizeOf(file: string): { readonly kib: number; readonly gzipKib: number } {
  return {
    kib: statSync(file).size / 1024,
    gzipKib: gzipSync(readFileSync(file), { level: 9 }).length / 1024,
  };
}
