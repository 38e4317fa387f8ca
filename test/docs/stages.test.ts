import { stageTable, writtenTable } from '../../config/stage-table.js';

it('docs/stages.md has every key, its default and its meaning as the schema has them (npm run docs:stages)', () => {
  expect(writtenTable()).toBe(stageTable());
});

it('every key has a meaning', () => {
  expect(stageTable()).not.toContain('undefined');
});
