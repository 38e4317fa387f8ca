/**
 * How long it takes to say who reaches whom: every pair of services, each at its port.
 * `node bench/reach/all-pairs.mjs [services …]`; one line a size, times in milliseconds, memory in MB.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { syntheticTemplate } from './synthetic-system.mjs';

const ROUNDS = 5;
const root = fileURLToPath(new URL('../..', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'reach-bench-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));

const sizes = process.argv.slice(2).map(Number);
const { Analysis, loadSystem } = await bundle();

console.log('services  rules  questions  load  model  verdicts  ns/question  reachable  peak MB');
for (const services of sizes.length > 0 ? sizes : [10, 100, 1000]) await measure(services);

/** The best of some rounds: the first ones still warm up. */
async function measure(services) {
  const file = join(work, `${services}.json`);
  writeFileSync(file, JSON.stringify(syntheticTemplate(services)));
  let best;
  for (let round = 0; round < ROUNDS; round += 1) {
    const times = await oneRound(file);
    if (!best || times.verdicts < best.verdicts) best = times;
  }
  const columns = [
    services,
    best.rules,
    best.questions,
    Math.round(best.load),
    Math.round(best.model),
    Math.round(best.verdicts),
    Math.round((best.verdicts * 1e6) / best.questions),
    best.reachable,
    Math.round(process.resourceUsage().maxRSS / 1000),
  ];
  const widths = [8, 6, 10, 5, 6, 9, 12, 10, 8];
  console.log(columns.map((value, index) => String(value).padStart(widths[index])).join(' '));
}

async function oneRound(file) {
  const start = performance.now();
  const system = await loadSystem({ stacks: [{ name: 'all', file }] });
  const loaded = performance.now();
  const { reachability } = new Analysis(system).cases[0].result;
  const built = performance.now();
  const ids = [...reachability.network.nodes.keys()];
  let reachable = 0;
  for (const to of ids) {
    for (const from of ids) {
      const question = { from, to, protocol: 'tcp', port: 8080 };
      if (reachability.verdict(question) === 'yes') reachable += 1;
    }
  }
  const done = performance.now();
  const groups = [...reachability.network.groups.values()].filter((group) => !group.isDefault);
  const rules = groups.reduce(
    (sum, group) => sum + group.inbound.length + group.outbound.length,
    0,
  );
  return {
    rules,
    questions: ids.length ** 2,
    reachable,
    load: loaded - start,
    model: built - loaded,
    verdicts: done - built,
  };
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
