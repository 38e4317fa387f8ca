import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@private-lambda/command-line/input-error';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import * as v from 'valibot';
import { parse } from 'yaml';
import { describeIssue } from '../../../../config/describe-issue.js';

/** Everything that a price list may price. One that is missing in a file leaves its parts "not priced". */
export const PRICE_NAMES = [
  'applicationLoadBalancerHour',
  'natGatewayHour',
  'publicIpv4Hour',
  'interfaceEndpointAzHour',
  'fargateArmVcpuHour',
  'fargateArmGbHour',
  'alarmMetricMonth',
  'customMetricMonth',
  'dashboardMonth',
  'hostedZoneMonth',
  'webAclMonth',
  'webAclRuleMonth',
  'httpApiMillion',
  'lambdaMillion',
  'lambdaArmGbSecond',
  'lambdaX86GbSecond',
  'lcuHour',
  'logsGb',
  'xrayMillion',
  'internetGb',
] as const;
export type PriceName = (typeof PRICE_NAMES)[number];

const day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/, 'a day as YYYY-MM-DD'));
const price = v.strictObject({
  usd: v.pipe(v.number(), v.minValue(0)),
  per: v.string(),
  page: v.string(),
  noted: day,
});
const listSchema = v.strictObject({
  region: v.string(),
  pages: v.record(v.string(), v.strictObject({ title: v.string(), url: v.string() })),
  prices: v.partial(v.strictObject(v.entriesFromList(PRICE_NAMES, price))),
});

/** One Region's prices in US dollars, each with its AWS page and the day on which it was noted. */
export type PriceList = v.InferOutput<typeof listSchema>;

const DIRECTORY = join(repositoryRoot, 'tools', 'costs', 'prices');

/** The Regions that there is a list of. @param directory with one `<region>.yml` per Region */
export const listPricedRegions = (directory = DIRECTORY): readonly string[] =>
  readdirSync(directory).map((name) => name.replace(/\.yml$/, ''));

/**
 * @param directory with one `<region>.yml` per Region
 * @throws {InputError} COSTS_REGION_UNKNOWN, COSTS_PRICES_INVALID
 */
export function readPriceList(region: string, directory = DIRECTORY): PriceList {
  const file = join(directory, `${region}.yml`);
  if (!existsSync(file)) {
    const known = listPricedRegions(directory);
    throw new InputError(
      'COSTS_REGION_UNKNOWN',
      `Region "${region}" has no price list tools/costs/prices/${region}.yml; there are: ${known.join(', ')}`,
    );
  }
  // As YAML 1.2 core says, a day stays text.
  const result = v.safeParse(listSchema, parse(readFileSync(file, 'utf8')));
  if (result.success) return checkPages(file, result.output);
  const [issue] = result.issues;
  throw invalid(file, describeIssue(issue, listSchema));
}

function checkPages(file: string, list: PriceList): PriceList {
  for (const [name, price] of Object.entries(list.prices)) {
    if (price && !Object.hasOwn(list.pages, price.page)) {
      throw invalid(
        file,
        `prices.${name}.page: found "${price.page}", expected one of ${Object.keys(list.pages).join(', ')}`,
      );
    }
  }
  return list;
}

function invalid(file: string, problem: string): InputError {
  return new InputError('COSTS_PRICES_INVALID', `${file}: ${problem}`);
}
