import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callCosts, DEFAULT_CALL } from '@private-lambda/costs/calls/call-costs';
import { type Blocks, docsBlocks } from '@private-lambda/costs/docs/docs-blocks';
import { readBlocks } from '@private-lambda/costs/docs/fill-blocks';
import { costsOf } from '@private-lambda/costs/parts/stage-costs';
import { type PriceList, readPriceList } from '@private-lambda/costs/prices/price-list';
import type { Report } from '@private-lambda/costs/report';
import { readResources } from '@private-lambda/costs/stage/stage-resources';
import { readStage } from '@private-lambda/packaging/read-stage';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { listPackaged } from '../support/packaged-template.ts';

const list = readPriceList('us-east-1');

async function reportOf(stage: string, prices: PriceList): Promise<Report> {
  const resources = await readResources(stage, readStage(stage), prices.region, listPackaged());
  return {
    subject: { stage },
    prices,
    costs: costsOf(resources, prices),
    call: DEFAULT_CALL,
    calls: callCosts(resources, prices, DEFAULT_CALL),
    keys: undefined,
  };
}

const blocksOf = async (prices: PriceList): Promise<Blocks> =>
  docsBlocks([await reportOf('dev', prices), await reportOf('prod', prices)]);
const blocksIn = (page: string) => readBlocks(readFileSync(join(repositoryRoot, page), 'utf8'));

describe('the tables of costs', () => {
  it.each(['README.md', 'docs/costs.md'])(
    'in %s are those of the packaged templates',
    async (page) => {
      // What a key changes is packaged many times: npm run costs -- --check-docs (.ci/run) holds that table.
      const { keys: _, ...shown } = blocksIn(page);

      expect(await blocksOf(list)).toMatchObject(shown);
      expect(Object.keys(shown)).toContain('fixed');
    },
  );

  it('follow the price list', async () => {
    const natGatewayHour = { usd: 0.05, per: 'hour', page: 'vpc', noted: '2026-01-01' };
    const other = await blocksOf({ ...list, prices: { ...list.prices, natGatewayHour } });

    expect(other['fixed']).not.toBe(blocksIn('README.md')['fixed']);
  });

  it('leave nothing of dev and prod without a price', async () => {
    for (const stage of ['dev', 'prod']) {
      expect((await reportOf(stage, list)).costs.notPriced).toEqual([]);
    }
  });
});
