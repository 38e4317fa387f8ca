import { drawMarkdownTable } from '../format/draw-tables.ts';
import {
  callTable,
  describePart,
  keyTable,
  priceTable,
  type Table,
} from '../format/report-tables.ts';
import { formatCents } from '../prices/money.ts';
import type { Report } from '../report.ts';

/** Name of a block in a page → what stands in it. */
export type Blocks = Readonly<Record<string, string>>;

/** @param first whose keys, calls and prices the pages show; the others stand beside it */
export function docsBlocks(first: Report, others: readonly Report[]): Blocks {
  const reports = [first, ...others];
  return {
    fixed: drawMarkdownTable(sideBySide(reports)),
    byUse: listOfUse(reports),
    ...(first.keys && { keys: withNotes(keyTable(first.keys)) }),
    calls: withNotes(callTable(first)),
    prices: withNotes(priceTable(first)),
  };
}

function listOfUse(reports: readonly Report[]): string {
  const uses = new Set(reports.flatMap(({ costs }) => costs.byUse));
  return [...uses]
    .sort()
    .map((use) => `- ${use}`)
    .join('\n');
}

function withNotes(table: Table): string {
  return [drawMarkdownTable(table), ...table.notes].join('\n\n');
}

/** The parts of several stages, one column each. */
function sideBySide(reports: readonly Report[]): Pick<Table, 'columns' | 'rows'> {
  const labels = [
    ...new Set(reports.flatMap(({ costs }) => costs.parts.map(({ label }) => label))),
  ];
  return {
    columns: ['part', ...reports.map(({ subject }) => `\`${subject.stage}\``)],
    rows: [
      ...labels.map((label) => [
        label,
        ...reports.map(({ costs }) => {
          const part = costs.parts.find((one) => one.label === label);
          if (!part) return '';
          const count = describePart({ ...part, label: '' }).trim();
          return `${formatCents(part.cents)}${count === '' ? '' : ` (${count})`}`;
        }),
      ]),
      ['total', ...reports.map(({ costs }) => formatCents(costs.totalCents))],
    ],
  };
}
