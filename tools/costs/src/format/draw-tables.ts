import type { Table } from './report-tables.ts';

/** For a terminal: columns side by side, without Markdown's marks. */
export function drawText(tables: readonly Table[]): string {
  return tables.map(drawTextTable).join('\n\n');
}

function drawTextTable({ title, columns, rows, notes }: Table): string {
  const lines = [columns, ...rows].map((cells) => cells.map((cell) => cell.replaceAll('`', '')));
  const widths = columns.map((_, index) =>
    Math.max(...lines.map((cells) => cells[index]?.length ?? 0)),
  );
  const drawn = lines.map((cells) =>
    cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('   ')
      .trimEnd(),
  );
  return [title, '', ...drawn.map((line) => `  ${line}`), ...notes.map((note) => `  ${note}`)].join(
    '\n',
  );
}

/** For a comment on a pull request, or a page. */
export function drawMarkdown(tables: readonly Table[]): string {
  return tables
    .map(({ title, notes, ...table }) =>
      [`### ${title}`, drawMarkdownTable(table), ...notes].join('\n\n'),
    )
    .join('\n\n');
}

export function drawMarkdownTable({ columns, rows }: Pick<Table, 'columns' | 'rows'>): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(columns), `|${'---|'.repeat(columns.length)}`, ...rows.map(line)].join('\n');
}
