/**
 * What `npm pack` and `npm publish` put into the package: one bundled file, which needs nothing of this repository, and
 * the licences of what is bundled in it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundleOptions } from '../bundle-options.mjs';
import { replaceFile } from '../command-line/src/replace-file.js';

const directory = fileURLToPath(new URL('.', import.meta.url));

const { metafile } = await build({
  ...bundleOptions(directory),
  absWorkingDir: directory,
  entryPoints: ['src/published.ts'],
  outfile: 'dist/cfn-reach.mjs',
  metafile: true,
});

const packages = new Set(
  Object.keys(metafile.inputs).flatMap((file) => {
    const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file) ?? [];
    return folder === undefined ? [] : [folder];
  }),
);
replaceFile(join(directory, 'dist/licenses.txt'), [...packages].sort().map(licenseOf).join('\n\n'));

/** @param {string} folder of a package */
function licenseOf(folder) {
  const place = join(directory, folder);
  const { name, version, license } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'));
  const file = readdirSync(place).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no licence file`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(place, file), 'utf8').trim()}\n`;
}
