/**
 * How large the page of `npm run map` is, and how fast: `node bench/map/first-paint.mjs [services …]`. One line a size:
 * seconds to make the file, its kB, then in a Chromium (tools/map/browser) the milliseconds to the first paint, and of
 * a click on an answer, the worst of twenty, until the page is laid out again.
 */
import { execFileSync } from 'node:child_process';
// biome-ignore lint/style/noRestrictedImports: into a temporary folder of its own
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findBrowser } from '../../tools/map/start-browser.mjs';
import { syntheticTemplate } from '../reach/synthetic-system.mjs';

const CLICKS = 20;
const root = fileURLToPath(new URL('../..', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'map-bench-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));
process.once('SIGINT', () => process.exit(130));

const given = process.argv.slice(2).map(Number);
const found = await findBrowser();
const own = createRequire(join(root, 'tools', 'map', 'browser', 'package.json'));
const browser = await own('playwright-core').chromium.launch(found);
console.log('services  make s    kB  first paint ms  click ms');
for (const services of given.length > 0 ? given : [10, 50, 200])
  console.log(await measure(services));
await browser.close();

async function measure(services) {
  const template = join(work, `${services}.json`);
  const file = join(work, `${services}.html`);
  writeFileSync(template, JSON.stringify(syntheticTemplate(services)));
  const start = performance.now();
  execFileSync(
    process.execPath,
    [join(root, 'tools/run-tool.mjs'), 'map', '--stack', `all=${template}`, '--out', file],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const made = (performance.now() - start) / 1000;
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  await page.goto(`${pathToFileURL(file)}#show=node%3Aall%2FService0`);
  const paint = await page.evaluate(
    `new Promise((seen) => new PerformanceObserver((list) => {
      const [first] = list.getEntriesByName('first-contentful-paint');
      if (first) seen(first.startTime);
    }).observe({ type: 'paint', buffered: true }))`,
  );
  const clicks = [];
  for (let click = 0; click < CLICKS; click += 1) {
    clicks.push(
      await page.evaluate(`{
        const summaries = document.querySelectorAll('.answer summary');
        const start = performance.now();
        summaries[${click} % summaries.length].click();
        document.body.getBoundingClientRect();
        performance.now() - start;
      }`),
    );
  }
  await page.close();
  const row = [
    services,
    made.toFixed(1),
    Math.round(statSync(file).size / 1000),
    Math.round(paint),
  ];
  const widths = [8, 6, 4, 14, 8];
  return [...row, Math.round(Math.max(...clicks))]
    .map((value, index) => String(value).padStart(widths[index]))
    .join('  ');
}
