import { existsSync } from 'node:fs';

/**
 * Starts the bundle of a tool, or says how to make it.
 * @param {string} tool folder name under `tools/`
 */
export async function runTool(tool) {
  const bundle = new URL(`./${tool}/dist/main.mjs`, import.meta.url);
  if (existsSync(bundle)) {
    await import(bundle.href);
    return;
  }
  process.stderr.write(`${tool} is not built yet: run "npm ci" at the root of the repository\n`);
  process.exitCode = 2;
}
