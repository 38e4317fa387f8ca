import type { Part } from '../parts/stage-costs.ts';
import { formatCents, formatChange } from '../prices/money.ts';
import type { Report, Subject } from '../report.ts';

/** A table with its heading: each format draws it in its own way. */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Sentences below it. */
  readonly notes: readonly string[];
}

export function tablesOf(report: Report): Table[] {
  const tables = [fixedTable(report)];
  if (report.keys) tables.push(keyTable(report.keys));
  if (report.calls.length > 0) tables.push(callTable(report));
  tables.push(priceTable(report));
  return tables;
}

export function describeSubject({ stage, commit }: Subject): string {
  return commit === undefined ? stage : `${stage} at ${commit.slice(0, 12)}`;
}

export function describePart({ label, quantity }: Pick<Part, 'label' | 'quantity'>): string {
  return quantity === 1 ? label : `${label} × ${Number(quantity.toFixed(4))}`;
}

function fixedTable({ subject, costs, prices }: Report): Table {
  return {
    title: `${describeSubject(subject)} in ${prices.region}, a month of 730 hours, with no traffic`,
    columns: ['part', 'a month'],
    rows: [
      ...costs.parts.map((part) => [describePart(part), formatCents(part.cents)]),
      ['total', formatCents(costs.totalCents)],
    ],
    notes: [
      ...costs.notPriced.map((line) => `Not priced, and not in the total: ${line}.`),
      ...(costs.byUse.length > 0 ? [`Billed by use, on top: ${costs.byUse.join('; ')}.`] : []),
    ],
  };
}

export function keyTable(keys: NonNullable<Report['keys']>): Table {
  const free = new Set<string>();
  const rows: string[][] = [];
  const notes: string[] = [];
  for (const { key, from, to, change } of keys) {
    if ('refused' in change) notes.push(`${code(`${key}: ${to}`)} is refused: ${change.refused}`);
    else if (change.cents === 0) free.add(key);
    else rows.push([code(key), code(from), code(to), formatChange(change.cents)]);
  }
  for (const [key] of rows) free.delete(String(key).replaceAll('`', ''));
  if (free.size > 0) {
    notes.push(`Nothing fixed: ${[...free].map((key) => `\`${key}\``).join(', ')}.`);
  }
  return { title: 'What a key changes', columns: ['key', 'now', 'with', 'a month'], rows, notes };
}

/** In Markdown a backtick would end it. */
const code = (text: string) => `\`${text.replaceAll('`', "'")}\``;

export function callTable({ calls, call }: Report): Table {
  const total = calls.reduce((sum, { cents }) => sum + (cents ?? 0), 0);
  const unknown = calls.filter(({ cents }) => cents === undefined).map(({ label }) => label);
  return {
    title: 'A million calls, spread over a month',
    columns: ['part', 'a million calls'],
    rows: [
      ...calls.map(({ label, cents }) => [
        label,
        cents === undefined ? 'not priced' : formatCents(cents),
      ]),
      ['total', formatCents(total)],
    ],
    notes: [
      `Taken for granted: ${call.ms} ms billed a function, ${call.kb} kB a call, ${call.logKb} kB of log lines each (--ms, --kb, --log-kb).`,
      ...(unknown.length > 0 ? [`Not priced, and not in the total: ${unknown.join(', ')}.`] : []),
    ],
  };
}

/** Every price that was used, with its page and its day. */
export function priceTable({ costs, calls, prices }: Report): Table {
  const used = [...new Set([...costs.parts, ...calls].map(({ price }) => price))];
  return {
    title: `Prices of ${prices.region}, without free tiers`,
    columns: ['price', 'USD', 'page', 'noted'],
    rows: used.flatMap((name) => {
      const price = prices.prices[name];
      if (!price) return [];
      const { usd, per, page, noted } = price;
      const amount = usd.toFixed(10).replace(/0+$/, '').replace(/\.$/, '');
      return [[name, `${amount} per ${per}`, prices.pages[page]?.title ?? page, noted]];
    }),
    notes: [],
  };
}
