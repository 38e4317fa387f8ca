import { formatCents, HOURS_A_MONTH, toCents } from '@private-lambda/costs/prices/money';
import { listPricedRegions, readPriceList } from '@private-lambda/costs/prices/price-list';
import { natZones } from '../../../config/nat-gateways.js';
import { stageSchema } from '../../../config/stage-schema.js';

/** Whose list stands for a Region that there is none of. */
const KNOWN = 'us-east-1';

/**
 * What each NAT mode costs a month before any traffic: so many gateways, each with its public address.
 * @param azs the AZ letters in use, such as AB
 * @param region where the stage is to be; undefined for any
 * @returns `none $0.00, single $36.50, per-az $73.00 a month …`
 */
export function describeNatPrices(azs: string, region: string = KNOWN): string {
  const isKnown = listPricedRegions().includes(region);
  const list = readPriceList(isKnown ? region : KNOWN);
  const { natGatewayHour: gateway, publicIpv4Hour: address } = list.prices;
  const modes = stageSchema.entries.natMode.options;
  if (!gateway || !address) return modes.join(', ');
  const cents = [gateway, address].reduce((sum, { usd }) => sum + toCents(usd * HOURS_A_MONTH), 0);
  // A regional one is billed for each zone that it is in.
  const zonesOf = (mode: (typeof modes)[number]) =>
    mode === 'regional' ? azs.length : natZones(mode, azs.split('')).length;
  const priced = modes.map((mode) => `${mode} ${formatCents(zonesOf(mode) * cents)}`);
  const where = `at list prices of ${list.region}`;
  const doubt = isKnown ? '' : `; those of ${region} are not known here, and are others`;
  return `${priced.join(', ')} a month before traffic, ${where}${doubt}`;
}
