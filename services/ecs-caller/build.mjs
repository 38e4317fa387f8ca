/**
 * Bundles the server into one file, `dist/server.mjs`, with the options of every function (config/esbuild.yml): what
 * the image holds, what `npm run start:ecs` runs and what the tests talk to.
 *   node services/ecs-caller/build.mjs [file]
 */
import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { parse } from 'yaml';
import { EXIT_BAD_INPUT } from '../../tools/command-line/src/exit-codes.js';
import { watchOutput } from '../../tools/command-line/src/watch-output.js';

const service = fileURLToPath(new URL('.', import.meta.url));
const options = fileURLToPath(new URL('../../config/esbuild.yml', import.meta.url));

/** Absolute path of the bundle. */
export const serverFile = join(service, 'dist', 'server.mjs');

/**
 * @param {string} outfile
 * @param {import('esbuild').Plugin[]} more plugins besides those of every function
 */
export async function buildServer(outfile = serverFile, more = []) {
  // What serverless-esbuild alone understands is left out; plugins it names by a path from the service's folder.
  const { outputFileExtension, watch, plugins, ...shared } = parse(readFileSync(options, 'utf8'));
  const loaded = plugins ? await import(pathToFileURL(join(service, plugins)).href) : undefined;
  await build({
    ...shared,
    plugins: [...(loaded?.default ?? []), ...more],
    entryPoints: [join(service, 'src', 'server.ts')],
    outfile,
    logLevel: 'warning',
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  watchOutput('npm run build:ecs');
  const [file = serverFile, ...rest] = process.argv.slice(2);
  if (file.startsWith('-') || rest.length > 0) {
    const asksForHelp = file === '--help';
    (asksForHelp ? process.stdout : process.stderr).write('Usage: npm run build:ecs [-- <file>]\n');
    process.exitCode = asksForHelp ? 0 : EXIT_BAD_INPUT;
  } else {
    const outfile = resolve(file);
    void buildServer(outfile).then(() => console.log(relative(process.cwd(), outfile)));
  }
}
