import type { Spread } from './rounds.ts';

/** What one measure came to. */
export interface Report {
  readonly title: string;
  /** What was done, in a sentence or two. */
  readonly note: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Said below the table. */
  readonly remarks?: readonly string[];
  readonly targets: readonly Target[];
}

/** Something to be reached; `value` is compared as a median of the runs. */
export interface Target {
  readonly name: string;
  readonly value: number;
  readonly reach: { readonly atMost: number } | { readonly atLeast: number };
  readonly unit: string;
}

export function isReached({ value, reach }: Target): boolean {
  return 'atMost' in reach ? value <= reach.atMost : value >= reach.atLeast;
}

/** @param reports of the measures that ran */
export function toMarkdown(machine: string, reports: readonly Report[]): string {
  const targets = reports.flatMap((report) => report.targets);
  return [
    machine,
    table(
      ['target', 'reach', 'measured', ''],
      targets.map((target) => [
        target.name,
        'atMost' in target.reach ? `≤ ${target.reach.atMost}` : `≥ ${target.reach.atLeast}`,
        `${figure(target.value)} ${target.unit}`,
        isReached(target) ? 'reached' : '**missed**',
      ]),
    ),
    ...reports.map(({ title, note, columns, rows, remarks = [] }) =>
      [
        `### ${title}`,
        note,
        table(columns, rows),
        ...(remarks.length > 0 ? [remarks.map((remark) => `- ${remark}`).join('\n')] : []),
      ].join('\n\n'),
    ),
  ].join('\n\n');
}

/** Three digits that mean something. */
export function figure(value: number): string {
  if (value >= 1000) return Math.round(value).toString();
  return String(Number(value.toPrecision(3)));
}

/** A median with the lowest and the highest run: `2.4 (2.3–2.6)`. */
export function figures({ median, low, high }: Spread): string {
  return `${figure(median)} (${figure(low)}–${figure(high)})`;
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(columns), `|${'---|'.repeat(columns.length)}`, ...rows.map(line)].join('\n');
}
