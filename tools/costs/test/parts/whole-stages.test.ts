import { readStage } from '@private-lambda/packaging/read-stage';
import { listFrozen } from '../../../../test/fixture/frozen-system.ts';
import { costsOf } from '../../src/parts/stage-costs.ts';
import { readPriceList } from '../../src/prices/price-list.ts';
import { readResources } from '../../src/stage/stage-resources.ts';

const prices = readPriceList('us-east-1');

/**
 * Sums made by hand for stages of the frozen system, in cents a month of 730 hours: how many of a part, times its price
 * by the hour (times 730) or by the month.
 */
const BY_HAND: Readonly<Record<string, number>> = {
  'NAT gateway': 3285, // 0.045
  'regional NAT gateway, AZs': 3285,
  'internal load balancer': 1642.5, // 0.0225
  'internet-facing load balancer': 1642.5,
  'interface endpoint logs, AZs': 730, // 0.01
  'public IPv4 address': 365, // 0.005
  'Fargate vCPU on ARM64': 2363.74, // 0.03238
  'Fargate GB of memory on ARM64': 259.88, // 0.00356
  'metric of Container Insights': 30,
  'alarm metric': 10,
  dashboard: 300,
  'web ACL': 500,
  'rule of a web ACL': 100,
};

interface Row {
  readonly what: string;
  readonly stage: string;
  /** Parameters of the templates that are other than the stage's. */
  readonly sent?: Readonly<Record<string, string>>;
  readonly ecsCaller?: boolean;
  /** How many of which part; a part that is not here is not there. */
  readonly parts: Readonly<Record<string, number>>;
  readonly cents: number;
}

const DEV = {
  'NAT gateway': 1,
  'internal load balancer': 1,
  'interface endpoint logs, AZs': 2,
  'public IPv4 address': 1,
};
const PROD = {
  'NAT gateway': 2,
  'internal load balancer': 1,
  'interface endpoint logs, AZs': 2,
  'public IPv4 address': 2,
  dashboard: 1,
  'alarm metric': 16, // 4 of NAT, 7 of the protected side, 5 of the caller
};
/** With 13 metrics of the cluster, 15 of its service and 10 of the family of its tasks. */
const INSIGHTS = { 'metric of Container Insights': 38 };

const ROWS: readonly Row[] = [
  { what: 'dev', stage: 'dev', parts: DEV, cents: 3285 + 1643 + 1460 + 365 },
  { what: 'prod', stage: 'prod', parts: PROD, cents: 6570 + 1643 + 1460 + 730 + 300 + 160 },
  {
    what: 'dev without NAT gateway',
    stage: 'dev',
    sent: { NatMode: 'none' },
    parts: { 'internal load balancer': 1, 'interface endpoint logs, AZs': 2 },
    cents: 1643 + 1460,
  },
  {
    what: 'dev with a regional NAT gateway: an hour and an address in each of its two zones',
    stage: 'dev',
    sent: { NatMode: 'regional' },
    parts: {
      'regional NAT gateway, AZs': 2,
      'internal load balancer': 1,
      'interface endpoint logs, AZs': 2,
      'public IPv4 address': 2,
    },
    cents: 6570 + 1643 + 1460 + 730,
  },
  {
    what: 'dev with the ECS caller: one task of a quarter vCPU and 0.5 GB, an address in each AZ',
    stage: 'dev',
    ecsCaller: true,
    parts: {
      ...DEV,
      'public IPv4 address': 1 + 2,
      'internet-facing load balancer': 1,
      'Fargate vCPU on ARM64': 0.25,
      'Fargate GB of memory on ARM64': 0.5,
      ...INSIGHTS,
    },
    cents: 3285 + 1643 + 1460 + 1095 + 1643 + 591 + 130 + 1140,
  },
  {
    what: 'prod with the ECS caller and AWS WAF: two tasks of half a vCPU and 1 GB, five alarms more',
    stage: 'prod',
    ecsCaller: true,
    parts: {
      ...PROD,
      'public IPv4 address': 2 + 2,
      'internet-facing load balancer': 1,
      'Fargate vCPU on ARM64': 1,
      'Fargate GB of memory on ARM64': 2,
      'alarm metric': 16 + 5,
      'web ACL': 1,
      'rule of a web ACL': 1,
      ...INSIGHTS,
    },
    cents: 6570 + 1643 + 1460 + 1460 + 1643 + 2364 + 520 + 1140 + 210 + 300 + 500 + 100,
  },
];

async function costs({ stage, sent = {}, ecsCaller = false }: Row) {
  const packaged = listFrozen().map((one) => ({
    ...one,
    parameters: {
      ...one.parameters,
      ...Object.fromEntries(Object.entries(sent).filter(([name]) => name in one.parameters)),
    },
  }));
  const settings = { ...readStage(stage), ecsCaller };
  return costsOf(await readResources(stage, settings, prices.region, packaged), prices);
}

it.each(ROWS)('$what: parts and sum are those made by hand', async (row) => {
  const { parts, totalCents, notPriced } = await costs(row);

  const counted = Object.fromEntries(parts.map(({ label, quantity }) => [label, quantity]));
  expect(counted).toEqual(row.parts);
  const byHand = parts.map(({ label, quantity }) => Math.round((BY_HAND[label] ?? 0) * quantity));
  expect(parts.map(({ cents }) => cents)).toEqual(byHand);
  expect(totalCents).toBe(row.cents);
  expect(notPriced).toEqual([]);
});
