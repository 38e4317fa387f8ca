import { visibleText } from '@private-lambda/command-line/visible-text';
import { markdownText } from 'cfn-reach/src/format/markdown.ts';
import type { Table } from './report-tables.ts';

/** For a terminal: columns side by side, without Markdown's marks. */
export function drawText(tables: readonly Table[]): string {
  return tables.map(drawTextTable).join('\n\n');
}

function drawTextTable({ title, columns, rows, notes }: Table): string {
  const lines = [columns, ...rows].map((cells) =>
    cells.map((cell) => visibleText(cell.replaceAll('`', ''))),
  );
  const widths = columns.map((_, index) =>
    Math.max(...lines.map((cells) => cells[index]?.length ?? 0)),
  );
  const drawn = lines.map((cells) =>
    cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('   ')
      .trimEnd(),
  );
  return [
    visibleText(title),
    '',
    ...drawn.map((line) => `  ${line}`),
    ...notes.map((note) => visibleText(`  ${note}`)),
  ].join('\n');
}

/** For a comment on a pull request, or a page. */
export function drawMarkdown(tables: readonly Table[]): string {
  return tables
    .map(({ title, notes, ...table }) =>
      [`### ${markdown(title)}`, drawMarkdownTable(table), ...notes.map(markdown)].join('\n\n'),
    )
    .join('\n\n');
}

export function drawMarkdownTable({ columns, rows }: Pick<Table, 'columns' | 'rows'>): string {
  const line = (cells: readonly string[]) => `| ${cells.map(markdown).join(' | ')} |`;
  return [line(columns), `|${'---|'.repeat(columns.length)}`, ...rows.map(line)].join('\n');
}

/** Code stays code; the rest may be somebody else's text, such as the value of a key. */
function markdown(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, index) =>
      index % 2 === 0 ? markdownText(part) : visibleText(part).replaceAll('|', '\\|'),
    )
    .join('');
}
