import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT_NO } from '@private-lambda/command-line/exit-codes';
import { say } from '@private-lambda/command-line/say';
import { writeOutputFile } from '@private-lambda/command-line/write-output-file';
import { listDeployedStages } from '@private-lambda/packaging/list-stages';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { DEFAULT_CALL } from '../calls/call-costs.ts';
import type { PriceList } from '../prices/price-list.ts';
import { makeReport, type Report } from '../report.ts';
import { docsBlocks } from './docs-blocks.ts';
import { fillBlocks } from './fill-blocks.ts';

/** Pages with blocks. Their tables show every stage that is deployed; the first with its keys. */
const PAGES = ['README.md', 'docs/costs.md'];

/** Writes the tables of the pages anew, or says where they are not what it would write (exit code 1). */
export async function updateDocs(prices: PriceList, mode: 'write' | 'check'): Promise<void> {
  const stages = listDeployedStages();
  say(`packaging ${stages.join(' and ')}, and once for each value of a key …`);
  const options = { prices, call: DEFAULT_CALL };
  const [first = '', ...others] = stages;
  const firstReport = await makeReport({ stage: first }, { ...options, withKeys: true });
  const reports: Report[] = [];
  for (const stage of others) {
    reports.push(await makeReport({ stage }, { ...options, withKeys: false }));
  }
  const blocks = docsBlocks(firstReport, reports);
  for (const page of PAGES) {
    const file = join(repositoryRoot, page);
    const before = readFileSync(file, 'utf8');
    const after = fillBlocks(page, before, blocks);
    if (before === after) continue;
    if (mode === 'write') {
      writeOutputFile(file, after, 'COSTS_DOCS_UNWRITABLE', '--write-docs');
      process.stdout.write(`${page}: written\n`);
    } else {
      process.stdout.write(`${page}: its tables are old; npm run costs -- --write-docs\n`);
      process.exitCode = EXIT_NO;
    }
  }
}
