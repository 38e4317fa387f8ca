import { HOSTILE_TEXTS, refuseActing } from '../../command-line/test/support/hostile-texts.ts';
import { describeChanges } from '../src/git.ts';

describe('describeChanges', () => {
  it.each(HOSTILE_TEXTS)('shows %s as text of the diff', (_, text) => {
    const shown = describeChanges(
      [{ file: 'README.md', before: `${text}\n`, after: `${text}${text}\n` }],
      false,
    );
    expect(shown).toMatch(/^diff --git /);
    refuseActing(shown);
  });

  it('shows tabs and line breaks as they are', () => {
    const changes = [{ file: 'a.md', before: 'a\tb\r\n', after: 'a\tc\r\n' }];
    expect(describeChanges(changes, false)).toContain('\n-a\tb\r\n+a\tc\r\n');
  });
});
