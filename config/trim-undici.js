/**
 * esbuild plugin of every service (`plugins` in esbuild.yml; delete that line to switch it off). undici's index is one
 * CommonJS object, so `import { Client } from 'undici'` puts all of undici into a bundle, 3.2 times the bytes and twice
 * the cold start of what HTTP/1.1 needs. In a bundle `undici` is the client and its connector alone, and three parts that such
 * a client never runs are replaced by stubs that throw their own name; `node:assert` is replaced, too.
 * docs/performance.md says what was measured.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';

/** The version whose paths and uses of these parts were read. Another one fails the build until they are read again. */
const VERSION = '7.30.2';

/** What an importer gets. Any other name is esbuild's own "No matching export" error. */
const EXPORTS = { Client: 'lib/dispatcher/client.js', buildConnector: 'lib/core/connect.js' };

const throws = (/** @type {string} */ part) =>
  `throw Object.assign(new Error('undici/${part} is left out of this bundle (config/trim-undici.js)'), { code: 'UNDICI_PART_LEFT_OUT' });`;

/** Parts left out, with the code that stands in for each. */
const STUBS = {
  // Loaded with every client, called only for a socket that agreed on HTTP/2 (`allowH2`, off by default).
  'lib/dispatcher/client-h2.js': (/** @type {string} */ part) =>
    `module.exports = () => { ${throws(part)} };`,
  // Loaded for a FormData body. It brings all of fetch with it.
  'lib/web/fetch/body.js': throws,
  // The parser for processors without WebAssembly SIMD. Every Lambda processor has it.
  'lib/llhttp/llhttp-wasm.js': throws,
};

/**
 * In the place of `node:assert`, which for an assertion without a message reads and parses the file that it stands in: of
 * a bundle, whose lines are long, for half a minute. One answer with the status 000 would hold up the whole process.
 */
const ASSERT = `module.exports = (value, message = 'an assertion of undici failed') => {
  if (!value) throw Object.assign(message instanceof Error ? message : new Error(message), { code: 'ERR_ASSERTION' });
};`;

/** @type {import('esbuild').Plugin} */
const trimUndici = {
  name: 'trim-undici',
  setup(build) {
    let directory = '';

    build.onResolve({ filter: /^undici$/ }, ({ resolveDir }) => {
      const { resolve } = createRequire(join(resolveDir, 'importer.js'));
      directory = dirname(resolve('undici/package.json'));
      const reason = whyNot(directory);
      return reason === undefined
        ? { path: 'undici', namespace: 'trim-undici' }
        : { errors: [{ text: reason }] };
    });
    build.onLoad({ filter: /.*/, namespace: 'trim-undici' }, () => ({
      contents: Object.entries(EXPORTS)
        .map(([name, path]) => `export { default as ${name} } from './${path}';`)
        .join('\n'),
      resolveDir: directory,
    }));
    build.onResolve({ filter: /^node:assert$/ }, ({ importer }) =>
      importer.startsWith(join(directory, 'lib'))
        ? { path: 'assert', namespace: 'trim-assert' }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'trim-assert' }, () => ({ contents: ASSERT }));
    build.onLoad({ filter: /[\\/]undici[\\/]lib[\\/]/ }, ({ path }) => {
      const part = relative(directory, path).replaceAll(sep, '/');
      const stub = Object.entries(STUBS).find(([name]) => name === part)?.[1];
      return stub && { contents: stub(part), loader: 'js' };
    });

    // Under Jest undici loads its second parser too. A bundle is no source under test.
    build.initialOptions.define = {
      'process.env.JEST_WORKER_ID': 'undefined',
      ...build.initialOptions.define,
    };
  },
};

/**
 * @param {string} directory of the installed undici
 * @returns {string | undefined} why this undici cannot be trimmed
 */
function whyNot(directory) {
  const { version } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  const advice = 'read its parts again there, or delete "plugins" from config/esbuild.yml';
  if (version !== VERSION) {
    return `undici ${version} is installed, config/trim-undici.js trims ${VERSION}: ${advice}`;
  }
  const missing = [...Object.values(EXPORTS), ...Object.keys(STUBS)].find(
    (path) => !existsSync(join(directory, path)),
  );
  if (missing !== undefined) {
    return `undici ${version} has no ${missing}, which config/trim-undici.js names: ${advice}`;
  }
  return undefined;
}

// serverless-esbuild asks for a default export.
export default [trimUndici];
