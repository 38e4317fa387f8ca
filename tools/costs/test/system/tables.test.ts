import { readStage } from '@private-lambda/packaging/read-stage';
import { listPackaged, testedStages } from '../../../../test/support/packaged-template.ts';
import { callCosts, DEFAULT_CALL } from '../../src/calls/call-costs.ts';
import { type Blocks, docsBlocks } from '../../src/docs/docs-blocks.ts';
import { costsOf } from '../../src/parts/stage-costs.ts';
import { type PriceList, readPriceList } from '../../src/prices/price-list.ts';
import type { Report } from '../../src/report.ts';
import { readResources } from '../../src/stage/stage-resources.ts';

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

async function blocksOf(prices: PriceList): Promise<Blocks> {
  const [first = '', ...others] = testedStages;
  const reports = await Promise.all(others.map((stage) => reportOf(stage, prices)));
  return docsBlocks(await reportOf(first, prices), reports);
}

/** Whether the tables of the pages are those of today, `npm run costs -- --check-docs` says (.ci/run). */
describe('the tables of costs', () => {
  it('can be made of whatever stages there are', async () => {
    const { fixed } = await blocksOf(list);

    for (const stage of testedStages) expect(fixed).toContain(`\`${stage}\``);
  });

  it('follow the price list', async () => {
    const applicationLoadBalancerHour = { usd: 9, per: 'hour', page: 'elb', noted: '2026-01-01' };
    const prices = { ...list.prices, applicationLoadBalancerHour };
    const other = await blocksOf({ ...list, prices });

    expect(other['fixed']).not.toBe((await blocksOf(list))['fixed']);
  });

  it.each(testedStages)('leave nothing of %s without a price', async (stage) => {
    expect((await reportOf(stage, list)).costs.notPriced).toEqual([]);
  });
});
