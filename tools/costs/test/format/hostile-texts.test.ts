import { visibleJson } from '@private-lambda/command-line/visible-text';
import {
  HOSTILE_TEXTS,
  refuseActing,
  refuseMarkdown,
} from '../../../command-line/test/support/hostile-texts.ts';
import { drawMarkdown, drawText } from '../../src/format/draw-tables.ts';
import { keyTable, type Table } from '../../src/format/report-tables.ts';

describe.each(HOSTILE_TEXTS)('%s in a report', (_, text) => {
  const value = { key: 'image', from: text, to: text };
  const keys = keyTable([
    { ...value, change: { cents: 1 } },
    { ...value, change: { refused: text } },
  ]);
  const tables: Table[] = [
    keys,
    { title: text, columns: ['part', text], rows: [[text, '$1.00']], notes: [text] },
  ];

  it('acts neither as text nor as JSON', () => {
    refuseActing(drawText(tables));
    refuseActing(visibleJson(tables));
  });

  it('stays text, and a cell of its table, in Markdown', () => {
    const markdown = drawMarkdown(tables);
    refuseActing(markdown);
    refuseMarkdown(markdown.replaceAll(/`[^`\n]*`/g, 'code'));
    const rows = markdown.split('\n').filter((line) => line.startsWith('| '));
    expect(rows.map((row) => row.match(/(?<!\\)\|/g)?.length)).toEqual([5, 5, 3, 3]);
    expect(markdown.match(/^#+ /gm)).toHaveLength(2);
  });
});
