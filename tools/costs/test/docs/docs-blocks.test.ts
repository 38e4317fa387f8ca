import { readStage } from '@private-lambda/packaging/read-stage';
import { listFrozen } from '../../../../test/fixture/frozen-system.ts';
import { callCosts, DEFAULT_CALL } from '../../src/calls/call-costs.ts';
import { type Blocks, docsBlocks } from '../../src/docs/docs-blocks.ts';
import { costsOf } from '../../src/parts/stage-costs.ts';
import { type PriceList, readPriceList } from '../../src/prices/price-list.ts';
import type { Report } from '../../src/report.ts';
import { readResources } from '../../src/stage/stage-resources.ts';

const list = readPriceList('us-east-1');

async function reportOf(stage: string, prices: PriceList): Promise<Report> {
  const resources = await readResources(stage, readStage(stage), prices.region, listFrozen());
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

// That the pages have the tables of today's stages: npm run costs -- --check-docs (.ci/run).
describe('the tables of costs', () => {
  it('have a column for each stage, and a total', async () => {
    const rows = (await blocksOf(list))['fixed']?.split('\n') ?? [];

    expect(rows[0]).toBe('| part | `dev` | `prod` |');
    expect(rows.at(-1)).toMatch(/^\| \*\*total\*\* \| \*\*\$[\d.]+\*\* \| \*\*\$[\d.]+\*\* \|$/);
  });

  it('follow the price list', async () => {
    const natGatewayHour = { usd: 0.05, per: 'hour', page: 'vpc', noted: '2026-01-01' };
    const other = await blocksOf({ ...list, prices: { ...list.prices, natGatewayHour } });

    expect(other['fixed']).not.toBe((await blocksOf(list))['fixed']);
  });

  it.each(['dev', 'prod'])('leave nothing of %s without a price', async (stage) => {
    expect((await reportOf(stage, list)).costs.notPriced).toEqual([]);
  });
});
