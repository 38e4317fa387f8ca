/**
 * Runs the conformance kit, where it lies beside the repository, against the functions as they are bundled for AWS:
 * plain, with each route, and on the event readers alone.
 *
 * node .ci/conformance.mjs [counts.json]    `{passed, failed}` are written there; exit code 1 when one failed
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { parse } from 'yaml';
import { replaceFile } from '../tools/command-line/src/replace-file.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const runner = join(root, '../shared/conformance/run.mjs');
const countsFile = process.argv[2];

const fronts = [
  {
    kind: 'alb',
    service: 'protected-api',
    handler: 'api',
    routes: 'services/protected-api/src/routes/api.ts',
    extra: [],
  },
  {
    kind: 'httpapi',
    service: 'public-caller',
    handler: 'api',
    routes: 'shared/src/caller/routes.ts',
    extra: ['--upstream-env', 'PROTECTED_API_URL'],
  },
];
const normalizers = { alb: 'normalize-alb', httpapi: 'normalize-http-api' };
const environment = { ...process.env, CALL_DEADLINE_SECONDS: '12', CALL_ATTEMPT_SECONDS: '5.5' };

const { outputFileExtension, watch, plugins, ...settings } = parse(
  readFileSync(join(root, 'config/esbuild.yml'), 'utf8'),
);
// A path from a service's folder, with a list of plugins as its default export: so serverless-esbuild takes it.
if (plugins !== undefined) {
  const file = join(root, 'services', fronts[0]?.service ?? '', plugins);
  settings.plugins = (await import(pathToFileURL(file).href)).default;
}

/** @param {string} source @param {string} name @returns {Promise<string>} the bundle */
async function bundle(source, name) {
  const outfile = join(directory, `${name}${outputFileExtension}`);
  await build({ ...settings, entryPoints: [join(root, source)], outfile, logLevel: 'warning' });
  return outfile;
}

/** @param {string} source @param {string} service @returns {Promise<string[]>} `<METHOD> <path>` */
async function routesOf(source, service) {
  const file = await bundle(source, `${service}-routes`);
  const { routes, createRoutes } = await import(pathToFileURL(file).href);
  return (routes ?? createRoutes()).map(
    (/** @type {{route: string, example?: {params?: Record<string, string>}}} */ route) =>
      route.route.replaceAll(/\{(\w+)\}/g, (_, name) => route.example?.params?.[name] ?? 'x'),
  );
}

if (!existsSync(runner)) {
  console.log('The conformance kit is not beside the repository: nothing to run.');
  process.exit();
}

const directory = mkdtempSync(join(tmpdir(), 'conformance-'));
const total = { passed: 0, failed: 0 };
try {
  for (const { kind, service, handler, routes: source, extra } of fronts) {
    const module = await bundle(`services/${service}/src/handlers/${handler}.ts`, service);
    const normalizer = normalizers[/** @type {keyof typeof normalizers} */ (kind)];
    const normalize = await bundle(`shared/test/support/${normalizer}.ts`, normalizer);
    const routes = await routesOf(source, service);
    const paths = new Set(routes.map((route) => `* ${route.split(' ')[1]}`));
    const runs = [
      [],
      ['--normalize', `${normalize}#normalize`],
      ...[...routes, ...paths].map((route) => ['--route', route]),
    ];
    for (const run of runs) {
      const command = [runner, '--kind', kind, '--module', module, ...extra, ...run];
      const { stdout, stderr } = spawnSync(process.execPath, command, {
        encoding: 'utf8',
        env: environment,
      });
      const [, passed, failed] = /(\d+) passed, (\d+) failed\s*$/.exec(stdout) ?? ['', '0', '1'];
      total.passed += Number(passed);
      total.failed += Number(failed);
      console.log(
        `${kind} ${run.join(' ').replace(directory, '')}: ${passed} passed, ${failed} failed`,
      );
      if (failed !== '0') console.log(stdout + stderr);
    }
  }
} finally {
  rmSync(directory, { recursive: true });
}
if (countsFile !== undefined) replaceFile(countsFile, JSON.stringify(total));
console.log(`conformance: ${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
