import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type BuildFailure, build } from 'esbuild';
import plugins from '../trim-undici.js';

const installed = dirname(createRequire(import.meta.url).resolve('undici/package.json'));

/** A project of its own with a copy of the installed undici, which a test may change. */
let project: string;
let undici: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'trim-undici-'));
  undici = join(project, 'node_modules', 'undici');
  mkdirSync(undici, { recursive: true });
  cpSync(join(installed, 'lib'), join(undici, 'lib'), { recursive: true });
  cpSync(join(installed, 'index.js'), join(undici, 'index.js'));
  setVersion('7.30.2');
});
afterEach(() => rmSync(project, { recursive: true }));

function setVersion(version: string) {
  const content = { name: 'undici', version, main: 'index.js' };
  writeFileSync(join(undici, 'package.json'), JSON.stringify(content));
}

const built = (source: string) =>
  build({
    stdin: { contents: source, resolveDir: project },
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
    plugins,
    absWorkingDir: project,
  });

/** @returns the bundle's files of undici */
async function bundle(source: string): Promise<string[]> {
  const { metafile } = await built(source);
  return Object.keys(metafile.inputs)
    .filter((path) => path.includes('undici/lib/'))
    .map((path) => path.slice(path.indexOf('lib/')));
}

const errorsOf = (source: string): Promise<string[]> =>
  bundle(source).then(
    () => [],
    (failure: BuildFailure) => failure.errors.map(({ text }) => text),
  );

const useClient = "import { Client } from 'undici'; console.log(Client);";

describe('a bundle with undici', () => {
  it('holds the HTTP/1.1 client, and nothing of pools, fetch, caches or mocks', async () => {
    const parts = await bundle(useClient);

    expect(parts).not.toContain('lib/dispatcher/pool.js');
    expect(parts).toContain('lib/dispatcher/client-h1.js');
    expect(parts.filter((part) => /web|cache\/|mock|socks5|interceptor|agent/.test(part))).toEqual([
      'lib/web/fetch/body.js', // the stub
    ]);
  });

  it('asserts without node:assert, which would read the bundle for half a minute', async () => {
    const { metafile } = await built(useClient);
    const imported = Object.values(metafile.outputs).flatMap(({ imports }) => imports);

    expect(imported.map(({ path }) => path)).toContain('node:net');
    expect(imported.map(({ path }) => path)).not.toContain('node:assert');
  });

  it('is refused when it wants more of undici than is there', async () => {
    expect(await errorsOf("import { fetch } from 'undici'; console.log(fetch);")).toEqual([
      'No matching export in "trim-undici:undici" for import "fetch"',
    ]);
  });

  it('is refused in one line with another version of undici', async () => {
    setVersion('7.30.3');

    expect(await errorsOf(useClient)).toEqual([
      'undici 7.30.3 is installed, config/trim-undici.js trims 7.30.2: read its parts again there, or delete "plugins" from config/esbuild.yml',
    ]);
  });

  it.each([
    'lib/dispatcher/client-h2.js',
    'lib/web/fetch/body.js',
    'lib/llhttp/llhttp-wasm.js',
    'lib/dispatcher/client.js',
  ])('is refused in one line when undici has no %s', async (part) => {
    rmSync(join(undici, part));

    expect(await errorsOf(useClient)).toEqual([
      `undici 7.30.2 has no ${part}, which config/trim-undici.js names: read its parts again there, or delete "plugins" from config/esbuild.yml`,
    ]);
  });
});
