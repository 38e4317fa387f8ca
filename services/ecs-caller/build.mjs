/**
 * Bundles the server into one file, `dist/server.mjs`, with the options of every function (config/esbuild.yml): what
 * the image holds, what `npm run start:ecs` runs and what the tests talk to.
 *   node services/ecs-caller/build.mjs [file]
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { parse } from 'yaml';
import { replaceFile } from '../../tools/command-line/src/replace-file.js';
import { runScript } from '../../tools/command-line/src/run-script.js';

const service = fileURLToPath(new URL('.', import.meta.url));
const options = fileURLToPath(new URL('../../config/esbuild.yml', import.meta.url));

/** Absolute path of the bundle. */
export const serverFile = join(service, 'dist', 'server.mjs');

/**
 * In one step, so that a server that starts meanwhile finds the old bundle or the new one.
 * @param {string} outfile
 * @param {import('esbuild').Plugin[]} more plugins besides those of every function
 */
export async function buildServer(outfile = serverFile, more = []) {
  // What serverless-esbuild alone understands is left out; plugins it names by a path from the service's folder.
  const { outputFileExtension, watch, plugins, ...shared } = parse(readFileSync(options, 'utf8'));
  const loaded = plugins ? await import(pathToFileURL(join(service, plugins)).href) : undefined;
  const { outputFiles = [] } = await build({
    ...shared,
    plugins: [...(loaded?.default ?? []), ...more],
    entryPoints: [join(service, 'src', 'server.ts')],
    outfile,
    logLevel: 'warning',
    write: false,
  });
  mkdirSync(dirname(outfile), { recursive: true });
  for (const { path, text } of outputFiles) replaceFile(path, text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runScript('npm run build:ecs', '[-- <file>]', async ([file = serverFile, ...rest]) => {
    if (file.startsWith('-') || rest.length > 0) return 'expected at most the name of a file';
    const outfile = resolve(file);
    await buildServer(outfile);
    process.stdout.write(`${relative(process.cwd(), outfile)}\n`);
    return undefined;
  });
}
