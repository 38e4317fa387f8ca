import { HOURS_A_MONTH, toCents } from '../prices/money.ts';
import type { PriceList, PriceName } from '../prices/price-list.ts';
import type { StageResources } from '../stage/stage-resources.ts';
import type { Charge } from './charge.ts';
import { priceResource } from './price-resource.ts';

/** One line of the bill: equal charges of all stacks, added up. */
export interface Part {
  readonly label: string;
  readonly price: PriceName;
  readonly quantity: number;
  /** A month of 730 hours, rounded. */
  readonly cents: number;
}

export interface StageCosts {
  readonly parts: readonly Part[];
  /** The sum of the parts as they are shown, so that the column adds up. */
  readonly totalCents: number;
  /** What is billed only when something uses it. */
  readonly byUse: readonly string[];
  /** What costs something that this tool cannot say: the total is without it. */
  readonly notPriced: readonly string[];
}

/** What a stage costs a month while nobody calls it. */
export function costsOf({ own, find }: StageResources, { prices, region }: PriceList): StageCosts {
  const findings = own.flatMap((resource) => priceResource(resource, find, own));
  const charges = new Map<string, Charge>();
  const byUse = new Set<string>();
  const notPriced = new Set<string>();
  for (const finding of findings) {
    if (finding.kind === 'by use') byUse.add(finding.label);
    else if (finding.kind === 'not priced') notPriced.add(`${finding.label}: ${finding.why}`);
    else {
      const quantity = finding.quantity + (charges.get(finding.label)?.quantity ?? 0);
      charges.set(finding.label, { ...finding, quantity });
    }
  }
  const parts: Part[] = [];
  for (const { label, price: name, quantity } of charges.values()) {
    const price = prices[name];
    if (price === undefined) notPriced.add(`${label}: the list of ${region} has no ${name}`);
    else {
      const units = price.per === 'hour' ? quantity * HOURS_A_MONTH : quantity;
      parts.push({ label, price: name, quantity, cents: toCents(units * price.usd) });
    }
  }
  parts.sort((a, b) => b.cents - a.cents || a.label.localeCompare(b.label));
  return {
    parts,
    totalCents: parts.reduce((sum, { cents }) => sum + cents, 0),
    byUse: [...byUse].sort(),
    notPriced: [...notPriced].sort(),
  };
}
