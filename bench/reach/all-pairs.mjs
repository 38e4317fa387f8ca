/**
 * How long it takes to say who reaches whom: every pair of services, each at its port.
 * `node bench/reach/all-pairs.mjs [services …]`; one line a size, times in milliseconds, memory in MB.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { syntheticTemplate } from './synthetic-system.mjs';

const root = new URL('../..', import.meta.url).pathname;
const work = mkdtempSync(join(tmpdir(), 'reach-bench-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));

const sizes = process.argv.slice(2).map(Number);
const { Analysis, loadSystem } = await bundle();

console.log('services  rules  questions  load  model  verdicts  ns/question  reachable  peak MB');
for (const services of sizes.length > 0 ? sizes : [10, 100, 1000]) await measure(services);

async function measure(services) {
  const file = join(work, `${services}.json`);
  writeFileSync(file, JSON.stringify(syntheticTemplate(services)));
  const start = performance.now();
  const system = await loadSystem({ stacks: [{ name: 'all', file }] });
  const loaded = performance.now();
  const { reachability } = new Analysis(system).cases[0].result;
  const built = performance.now();
  const ids = [...reachability.network.nodes.keys()];
  let reachable = 0;
  for (const to of ids) {
    for (const from of ids) {
      if (reachability.verdict({ from, to, protocol: 'tcp', port: 8080 }) === 'yes') reachable += 1;
    }
  }
  const done = performance.now();
  const questions = ids.length ** 2;
  const rules = [...reachability.network.groups.values()].reduce(
    (sum, { inbound, outbound, isDefault }) =>
      isDefault ? sum : sum + inbound.length + outbound.length,
    0,
  );
  const peak = Math.round(process.resourceUsage().maxRSS / 1000);
  const columns = [
    services,
    rules,
    questions,
    Math.round(loaded - start),
    Math.round(built - loaded),
    Math.round(done - built),
    Math.round(((done - built) * 1e6) / questions),
    reachable,
    peak,
  ];
  const widths = [8, 6, 10, 5, 6, 9, 12, 10, 8];
  console.log(columns.map((value, index) => String(value).padStart(widths[index])).join(' '));
}

/** The tool's own source, bundled as its command is. */
async function bundle() {
  const outfile = join(work, 'reach.mjs');
  await build({
    stdin: {
      contents: `export { Analysis } from './analysis/analysis.ts'; export { loadSystem } from './template/system.ts';`,
      resolveDir: join(root, 'tools/reach/src'),
    },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'warning',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  return import(pathToFileURL(outfile).href);
}
