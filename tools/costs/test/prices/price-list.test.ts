import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatChange, toCents } from '../../src/prices/money.ts';
import { PRICE_NAMES, readPriceList } from '../../src/prices/price-list.ts';

describe('the price list', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'prices-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const read = (lines: string) => {
    const page = 'pages: { elb: { title: ELB, url: https://aws.amazon.com/ } }';
    writeFileSync(join(directory, 'xx-1.yml'), `region: xx-1\n${page}\n${lines}\n`);
    return () => readPriceList('xx-1', directory);
  };

  it('of us-east-1 has every price', () => {
    expect(Object.keys(readPriceList('us-east-1').prices).sort()).toEqual([...PRICE_NAMES].sort());
  });

  it('may leave prices out', () => {
    const list = read('prices: { lcuHour: { usd: 1, per: hour, page: elb, noted: 2026-01-02 } }')();

    expect(list.prices).toEqual({
      lcuHour: { usd: 1, per: 'hour', page: 'elb', noted: '2026-01-02' },
    });
  });

  it('refuses a price without a day, one of an unknown page, and one that nothing asks for', () => {
    expect(read('prices: { lcuHour: { usd: 1, per: hour, page: elb } }')).toThrow(
      'prices.lcuHour.noted',
    );
    expect(
      read('prices: { lcuHour: { usd: 1, per: hour, page: ebl, noted: 2026-01-02 } }'),
    ).toThrow('prices.lcuHour.page: found "ebl", expected one of elb');
    expect(read('prices: { moonHour: {} }')).toThrow('prices.moonHour');
  });

  it('refuses a Region without a list, with those there are', () => {
    expect(() => readPriceList('moon-1')).toThrow(
      'Region "moon-1" has no price list tools/costs/prices/moon-1.yml; there are: us-east-1',
    );
  });
});

describe('money', () => {
  it('is rounded to cents, halves up', () => {
    expect([730 * 0.0225, 1.005, 0.004, 2.675].map(toCents)).toEqual([1643, 101, 0, 268]);
  });

  it('shows the sign of a change', () => {
    expect([1460, -3650, 0].map(formatChange)).toEqual(['+$14.60', '-$36.50', '$0.00']);
  });
});
