import { InputError } from '@private-lambda/command-line/input-error';
import { visibleJson, visibleText } from '@private-lambda/command-line/visible-text';
import { paint } from '../format/answer-text.ts';
import { markdownText } from '../format/markdown.ts';
import type { Change, Diff } from './diff-systems.ts';

const KINDS = ['opened', 'unknown', 'closed'] as const;
const COLOURS = { opened: 'red', unknown: 'yellow', closed: 'green' } as const;
const HEADINGS = {
  opened: 'Opened',
  unknown: 'Unknown now: may be open',
  closed: 'Closed',
} as const;

/** Rows of one kind that a person reads; JSON has all. */
const ROWS_SHOWN = 200;

export const DIFF_FORMATS: Readonly<Record<string, (diff: Diff) => string>> = {
  text: formatText,
  json: visibleJson,
  markdown: formatMarkdown,
};

/** @throws InputError `REACH_FORMAT` */
export function diffFormat(name: string): (diff: Diff) => string {
  const format = Object.hasOwn(DIFF_FORMATS, name) ? DIFF_FORMATS[name] : undefined;
  if (format) return format;
  const expected = Object.keys(DIFF_FORMATS).join(', ');
  throw new InputError('REACH_FORMAT', `--format ${name}: expected ${expected}`);
}

function formatText(diff: Diff): string {
  const lines = KINDS.flatMap((kind) => {
    const { shown, hidden } = rowsOf(diff, kind);
    const rows = shown.flatMap((change) => [
      `${paint(COLOURS[kind], kind.padEnd(7))} ${visibleText(`${change.from} -> ${change.to} ${portsOf(change)}${byRule(change)}`)}`,
      `          was ${change.before}: ${visibleText(change.was)}`,
      `          is ${change.after}: ${visibleText(change.is)}`,
    ]);
    return hidden > 0 ? [...rows, `${kind.padEnd(7)} and ${hidden} more`] : rows;
  });
  return [...lines, ...nodeLines(diff).map(visibleText), ...summarize(diff)].join('\n');
}

function formatMarkdown(diff: Diff): string {
  const sections = KINDS.flatMap((kind) => {
    const { shown, hidden } = rowsOf(diff, kind);
    if (shown.length === 0) return [];
    return [
      `### ${HEADINGS[kind]}`,
      '',
      '| from | to | ports | rule | was | is |',
      '|---|---|---|---|---|---|',
      ...shown.map((change) => {
        const { from, to, rule = '', before, was, after, is } = change;
        const cells = [from, to, portsOf(change), rule, `${before}: ${was}`, `${after}: ${is}`];
        return `| ${cells.map(markdownText).join(' | ')} |`;
      }),
      ...(hidden > 0 ? ['', `and ${hidden} more`] : []),
      '',
    ];
  });
  const nodes = nodeLines(diff).flatMap((line) => [markdownText(line), '']);
  return [...sections, ...nodes, summarize(diff).join('\n\n')].join('\n');
}

function rowsOf({ changes }: Diff, kind: Change['change']) {
  const rows = changes.filter(({ change }) => change === kind);
  return { shown: rows.slice(0, ROWS_SHOWN), hidden: Math.max(0, rows.length - ROWS_SHOWN) };
}

function nodeLines({ added, removed }: Diff): string[] {
  return [
    ...(added.length > 0 ? [`only after: ${added.join(', ')}`] : []),
    ...(removed.length > 0 ? [`only before: ${removed.join(', ')}`] : []),
  ];
}

/** `2 opened, 0 unknown, 1 closed`, and what the comparison cannot see. */
function summarize({ changes, unknownOnBothSides }: Diff): string[] {
  const counts = KINDS.map(
    (kind) => `${changes.filter(({ change }) => change === kind).length} ${kind}`,
  );
  return [
    counts.join(', '),
    ...(unknownOnBothSides > 0
      ? [`${unknownOnBothSides} unknown before and after: a change among them is not seen`]
      : []),
  ];
}

/** `tcp 443`, `udp 1024-65535`, `tcp all` */
function portsOf({ protocol, ports: { from, to } }: Change): string {
  if (from === 1 && to === 65535) return `${protocol} all`;
  return `${protocol} ${from === to ? from : `${from}-${to}`}`;
}

function byRule({ rule }: Change): string {
  return rule === undefined ? '' : ` by ${rule}`;
}
