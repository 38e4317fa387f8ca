/**
 * How long it takes to say who reaches whom: every pair of services, each at its port, those in one VPC apart from
 * those in two that nothing joins. `node bench/reach/all-pairs.mjs [services …]`; one line a size, processor time in
 * milliseconds, memory in MB, then how the time grew.
 */
// biome-ignore lint/style/noRestrictedImports: into a temporary folder of its own
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

const COLUMNS = [
  'services',
  'rules',
  'load',
  'model',
  'in one VPC',
  'ms',
  'ns each',
  'apart',
  'ms',
  'ns each',
  'all ms',
  'peak MB',
];

await best(100); // the first one runs code that is not compiled yet
console.log(COLUMNS.join('  '));
const measured = [];
for (const services of sizes.length > 0 ? sizes : [10, 100, 1000]) {
  measured.push(await best(services));
  print(measured.at(-1));
}
for (const [index, larger] of measured.entries()) {
  const smaller = measured[index - 1];
  if (smaller) console.log(growth(smaller, larger));
}

/** Of this process, all threads: time on the clock would tell who else is busy. */
function processorMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The best of some rounds: the others tell of the machine. */
async function best(services) {
  const file = join(work, `${services}.json`);
  writeFileSync(file, JSON.stringify(syntheticTemplate(services)));
  let found;
  for (let round = 0; round < ROUNDS; round += 1) {
    const times = await oneRound(file);
    if (!found || allOf(times) < allOf(found)) found = times;
  }
  return { services, ...found };
}

function print(times) {
  const { services, rules, load, model, near, apart } = times;
  const pairs = [near, apart].flatMap(({ questions, ms }) => [
    questions,
    Math.round(ms),
    questions === 0 ? '-' : Math.round((ms * 1e6) / questions),
  ]);
  const peak = Math.round(process.resourceUsage().maxRSS / 1000);
  const all = Math.round(allOf(times));
  const row = [services, rules, Math.round(load), Math.round(model), ...pairs, all, peak];
  console.log(row.map((value, index) => String(value).padStart(COLUMNS[index].length)).join('  '));
}

/** Linear is 1: the time grows as the rules and the questions do. */
function growth(smaller, larger) {
  const size = ({ rules, near, apart }) => rules + near.questions + apart.questions;
  const grown = size(larger) / size(smaller);
  const slower = allOf(larger) / allOf(smaller);
  const exponent = Math.log(slower) / Math.log(grown);
  return `${smaller.services} to ${larger.services} services: ${grown.toFixed(0)} times the rules and questions, ${slower.toFixed(1)} times the time (to the power of ${exponent.toFixed(2)})`;
}

function allOf({ load, model, near, apart }) {
  return load + model + near.ms + apart.ms;
}

async function oneRound(file) {
  const start = processorMs();
  const system = await loadSystem({ stacks: [{ name: 'all', file }] });
  const loaded = processorMs();
  const { reachability } = new Analysis(system).cases[0].result;
  const built = processorMs();
  const { network } = reachability;
  const nodes = [...network.nodes.values()].map(({ id, interfaces }) => ({
    id,
    vpc: network.subnets.get(interfaces[0].subnet).vpc,
  }));
  const groups = [...network.groups.values()].filter((group) => !group.isDefault);
  return {
    rules: groups.reduce((sum, { inbound, outbound }) => sum + inbound.length + outbound.length, 0),
    load: loaded - start,
    model: built - loaded,
    near: askAll(reachability, nodes, true),
    apart: askAll(reachability, nodes, false),
  };
}

function askAll(reachability, nodes, inOneVpc) {
  let questions = 0;
  const start = processorMs();
  for (const to of nodes) {
    for (const from of nodes) {
      if ((from.vpc === to.vpc) !== inOneVpc) continue;
      questions += 1;
      reachability.verdict({ from: from.id, to: to.id, protocol: 'tcp', port: 8080 });
    }
  }
  return { questions, ms: processorMs() - start };
}

/** The tool's own source, bundled as its command is. */
async function bundle() {
  const outfile = join(work, 'reach.mjs');
  await build({
    stdin: {
      contents: `export { Analysis } from './analysis/analysis.ts'; export { loadSystem } from './loading/load-system.ts';`,
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
