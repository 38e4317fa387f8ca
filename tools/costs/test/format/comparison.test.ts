import { compareReports } from '../../src/format/comparison.ts';
import { drawMarkdown, drawText } from '../../src/format/draw-tables.ts';
import { costsOf } from '../../src/parts/stage-costs.ts';
import { readPriceList } from '../../src/prices/price-list.ts';
import type { Report } from '../../src/report.ts';
import { resourcesOf } from '../support/resources-of.ts';

const prices = readPriceList('us-east-1');
const address = { Type: 'AWS::EC2::EIP' };
const nat = { Type: 'AWS::EC2::NatGateway', Properties: { SubnetId: 'a' } };

async function reportOf(stage: string, resources: Record<string, unknown>): Promise<Report> {
  const costs = costsOf(await resourcesOf(resources), prices);
  return {
    subject: { stage },
    prices,
    costs,
    call: { ms: 1, kb: 1, logKb: 1 },
    calls: [],
    keys: undefined,
  };
}

describe('a comparison', () => {
  it('shows what differs, with its sign, and what neither total holds', async () => {
    const table = compareReports(
      await reportOf('dev', { A: address, N: nat }),
      await reportOf('prod', { A: address, X: { Type: 'AWS::RDS::DBCluster' } }),
    );

    expect(table.rows).toEqual([
      ['NAT gateway', '$32.85', '$0.00', '-$32.85'],
      ['total', '$36.50', '$3.65', '-$32.85'],
    ]);
    expect(table.notes).toEqual([
      expect.stringContaining('Not priced in prod: AWS::RDS::DBCluster'),
    ]);
  });

  it('of equal stages is the total alone, as text and as Markdown', async () => {
    const table = compareReports(
      await reportOf('dev', { A: address }),
      await reportOf('dev', { A: address }),
    );

    expect(table.rows).toEqual([['total', '$3.65', '$3.65', '$0.00']]);
    expect(drawText([table])).toContain('  total   $3.65   $3.65   $0.00');
    expect(drawMarkdown([table])).toContain('| total | $3.65 | $3.65 | $0.00 |');
  });
});
