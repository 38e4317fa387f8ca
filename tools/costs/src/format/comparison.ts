import type { Part, StageCosts } from '../parts/stage-costs.ts';
import { formatCents, formatChange } from '../prices/money.ts';
import type { Report } from '../report.ts';
import { describeSubject, type Table } from './report-tables.ts';

/** What two reports have apart, line by line; equal lines are left out. */
export function compareReports(before: Report, after: Report): Table {
  const rows = labelsOf(before.costs, after.costs).flatMap((label) => {
    const [was, is] = [centsOf(before.costs, label), centsOf(after.costs, label)];
    return was === is ? [] : [[label, formatCents(was), formatCents(is), formatChange(is - was)]];
  });
  const [was, is] = [before.costs.totalCents, after.costs.totalCents];
  return {
    title: `${describeSubject(before.subject)} → ${describeSubject(after.subject)}, ${after.prices.region}, a month with no traffic`,
    columns: ['part', describeSubject(before.subject), describeSubject(after.subject), 'change'],
    rows: [...rows, ['total', formatCents(was), formatCents(is), formatChange(is - was)]],
    notes: [before, after].flatMap(({ subject, costs }) =>
      costs.notPriced.map((line) => `Not priced in ${describeSubject(subject)}: ${line}.`),
    ),
  };
}

function labelsOf(...all: readonly StageCosts[]): string[] {
  return [...new Set(all.flatMap(({ parts }) => parts.map(({ label }) => label)))];
}

function centsOf({ parts }: StageCosts, label: string): number {
  return parts.find((part: Part) => part.label === label)?.cents ?? 0;
}
