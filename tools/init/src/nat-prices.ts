import { formatCents, HOURS_A_MONTH, toCents } from '@private-lambda/costs/prices/money';
import { readPriceList } from '@private-lambda/costs/prices/price-list';
import { stageSchema } from '../../../config/stage-schema.js';

/**
 * What each NAT mode costs a month before any traffic: so many gateways, each with its public address.
 * @param azs the AZ letters in use, such as AB
 * @returns `none $0.00, single $36.50, per-az $73.00 a month …`
 */
export function describeNatPrices(azs: string): string {
  const { region, prices } = readPriceList('us-east-1');
  const { natGatewayHour: gateway, publicIpv4Hour: address } = prices;
  const modes = stageSchema.entries.natMode.options;
  if (!gateway || !address) return modes.join(', ');
  const cents = [gateway, address].reduce((sum, { usd }) => sum + toCents(usd * HOURS_A_MONTH), 0);
  const count = { none: 0, single: 1, 'per-az': azs.length };
  const priced = modes.map((mode) => `${mode} ${formatCents(count[mode] * cents)}`);
  return `${priced.join(', ')} a month before traffic, at list prices of ${region}`;
}
