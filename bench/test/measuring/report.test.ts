import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { figure, isReached, type Target, toMarkdown } from '../../src/measuring/report.ts';
import { writeDocs } from '../../src/write-docs.ts';

const target = (value: number, reach: Target['reach']): Target => ({
  name: 'GET',
  value,
  reach,
  unit: '× bare',
});

describe('a target', () => {
  it('is reached at its limit and missed beyond', () => {
    expect(isReached(target(5, { atMost: 5 }))).toBe(true);
    expect(isReached(target(5.01, { atMost: 5 }))).toBe(false);
    expect(isReached(target(15, { atLeast: 15 }))).toBe(true);
    expect(isReached(target(14.9, { atLeast: 15 }))).toBe(false);
    expect(isReached(target(Number.NaN, { atLeast: 15 }))).toBe(false);
  });
});

describe('the report', () => {
  it('names what was missed', () => {
    const report = { title: 'T', note: 'N', columns: ['a'], rows: [['1']] };
    const markdown = toMarkdown('a machine', [
      { ...report, targets: [target(6, { atMost: 5 }), target(4, { atMost: 5 })] },
    ]);

    expect(markdown).toContain('| GET | ≤ 5 | 6 × bare | **missed** |');
    expect(markdown).toContain('| GET | ≤ 5 | 4 × bare | reached |');
  });

  it('shows three digits', () => {
    expect([0.12345, 2.3456, 54321.9].map(figure)).toEqual(['0.123', '2.35', '54322']);
  });
});

describe('writeDocs', () => {
  const directory = mkdtempSync(join(tmpdir(), 'bench-'));
  const page = join(directory, 'page.md');
  afterAll(() => rmSync(directory, { recursive: true }));

  it('replaces what stands between the two marks, and nothing else', () => {
    const begin = '<!-- npm run bench -- --write-docs writes from here -->';
    writeFileSync(page, `before\n${begin}\nold\n<!-- to here -->\nafter\n`);
    writeDocs(page, 'new');
    expect(readFileSync(page, 'utf8')).toBe(`before\n${begin}\nnew\n<!-- to here -->\nafter\n`);
  });

  it('refuses a page without marks', () => {
    writeFileSync(page, 'before');
    expect(() => writeDocs(page, 'new')).toThrow('has no');
  });
});
