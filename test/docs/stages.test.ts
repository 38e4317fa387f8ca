import { readFileSync } from 'node:fs';
import { page, stageTable, withTable } from '../../config/stage-table.js';

it('docs/stages.md has every key, its default and its meaning as the schema has them (npm run docs:stages)', () => {
  const text = readFileSync(page, 'utf8');
  expect(withTable(text)).toBe(text);
});

it('a page without the table is refused, and not taken for one that is right', () => {
  const without = readFileSync(page, 'utf8').replace('| key |', '| name |');
  expect(() => withTable(without)).toThrow(/^docs\/stages\.md has no table [^\n]*$/);
});

it('every key has a meaning', () => {
  expect(stageTable()).not.toContain('undefined');
});
