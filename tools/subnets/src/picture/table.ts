import { visibleText } from '@private-lambda/command-line/visible-text';
import CliTable from 'cli-table3';

type Row = readonly (string | number)[];

/** Longer tables are for programs, which have --json. */
const MAX_ROWS = 200;

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/**
 * Columns parted by two blanks, numbers to the right.
 * @param head the words above the columns; those that start with `#` hold numbers
 * @param rows their texts may be somebody else's; those beyond 200 are counted, not shown
 */
export function drawTable(head: readonly string[], rows: readonly Row[]): string {
  const table = new CliTable({
    head: head.map((word) => word.replace(/^#/, '')),
    colAligns: head.map((word) => (word.startsWith('#') ? 'right' : 'left')),
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  for (const row of rows.slice(0, MAX_ROWS)) {
    table.push(
      row.map((cell) =>
        typeof cell === 'number' ? cell.toLocaleString('en-US') : visibleText(cell),
      ),
    );
  }
  const lines = table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
  const more = rows.length - MAX_ROWS;
  if (more > 0) lines.push(`… and ${more.toLocaleString('en-US')} more (--json lists them all)`);
  return lines.join('\n');
}
