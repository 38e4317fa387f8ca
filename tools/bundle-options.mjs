import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What the bundle of every tool has in common.
 * @param {string} directory of the tool, with its package.json
 * @returns {import('esbuild').BuildOptions}
 */
export function bundleOptions(directory) {
  const { version } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  return {
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    define: { TOOL_VERSION: JSON.stringify(version) },
    logLevel: 'warning',
    // A program of its own beside its JavaScript: a tool that reads the routes loads it from node_modules.
    external: ['esbuild'],
    // CommonJS packages inside an ESM bundle still call `require` for Node's own modules.
    banner: {
      js: "import { createRequire as bundledCreateRequire } from 'node:module'; const require = bundledCreateRequire(import.meta.url);",
    },
  };
}
