/**
 * Texts that somebody may put into a template, a stage file, a tag in the account or the name of a file, to act where they
 * are printed. Every command is tried with them.
 */
export const HOSTILE_TEXTS: readonly (readonly [string, string])[] = [
  ['a colour', 'red\u001b[31m'],
  ['a title of the terminal', '\u001b]0;title\u0007'],
  ['a C1 control', '\u009b2Jcleared'],
  ['a line that looks like an answer', 'x\nweb/A -> web/B tcp 80: blocked'],
  ['an order to GitHub Actions', 'x\n::error file=a.ts::forged'],
  ['an order at the beginning', '::set-output name=a::b'],
  ['an order to Azure Pipelines', '##vso[task.setvariable variable=a]b'],
  ['another order', '##[error]forged'],
  ['a turned reading', 'safe\u202eexe.slowla'],
  ['characters without width', 'web\u200b\u200d\ufeff'],
  ['a half of a pair', 'low\udc00 and high\ud800'],
  ['an end of a cell', 'a | b | c'],
  ['HTML', '<img src=x onerror=alert(1)>'],
  ['a link', '[click](https://evil.example)'],
  ['a mention and an issue', '@everyone #1'],
  ['code', '`a`\n```\n# heading'],
  ['an end of a label', '"]; click n0 "javascript:alert(1)'],
  ['percent and space', '100% of it?#x'],
];

/** Control characters other than the line feed, marks that turn or hide text, and halves of a pair. */
const ACTS = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u;

/** Of text that people and CI runners are shown. */
export function refuseActing(output: string): void {
  expect(output).not.toMatch(ACTS);
  expect(output).not.toMatch(/##\w*\[/);
  expect(output).not.toMatch(/^\s*::/m);
  // Of a line feed the text after it would begin a line of its own.
  expect(output).not.toMatch(/^(web\/A|# heading)/m);
}

/** Text in Markdown that is more than text: HTML, a link, a mention, a heading, a fence. */
export function refuseMarkdown(markdown: string): void {
  expect(markdown).not.toMatch(/<|(?<!\\)\]\(|[@#]\w|:\/\/|```/m);
}

/** All of them in one, line by line, for what is tried once. */
export const HOSTILE_TEXT = HOSTILE_TEXTS.map(([, text]) => text).join('\n');
