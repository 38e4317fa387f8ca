import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { page } from './opened-page.ts';

/** Of an installation of its own: ../../browser. */
const own = createRequire(join(__dirname, '..', '..', 'browser', 'package.json'));

/** What axe-core finds on the page that is open, which lets its script in: rule and first element. */
export async function seriousFindings(): Promise<[rule: string, html: string | undefined][]> {
  await page.evaluate(readFileSync(own.resolve('axe-core/axe.min.js'), 'utf8'));
  const found = await page.evaluate<{ impact: string; id: string; nodes: { html: string }[] }[]>(
    'axe.run().then(({ violations }) => violations)',
  );
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => [id, nodes[0]?.html]);
}
