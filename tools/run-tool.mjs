/** `node tools/run-tool.mjs <tool> …` runs a tool: what the scripts of package.json do. */
import { existsSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { installProblem } from './check-install.mjs';
import { EXIT_BAD_INPUT } from './command-line/src/exit-codes.js';

/**
 * Starts the bundle of a tool, or says in one line why it cannot.
 * @param {string} tool folder name under `tools/`
 */
export async function runTool(tool) {
  const problem = installProblem() ?? toolProblem(tool);
  if (problem === undefined) {
    await import(bundleOf(tool).href);
    return;
  }
  process.stderr.write(`${tool}: ${problem}\n`);
  process.exitCode = EXIT_BAD_INPUT;
}

/** @param {string} tool */
const bundleOf = (tool) => new URL(`./${tool}/dist/main.mjs`, import.meta.url);

/** @param {string} tool @returns {string | undefined} one line */
function toolProblem(tool) {
  if (existsSync(bundleOf(tool))) return undefined;
  return existsSync(new URL(`./${tool}/src`, import.meta.url))
    ? `is not built; run "npm ci" at the root of the repository`
    : `there is no folder tools/${tool}; git has it, or the script in package.json can go, too`;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [tool = ''] = process.argv.splice(2, 1);
  await runTool(tool);
}
