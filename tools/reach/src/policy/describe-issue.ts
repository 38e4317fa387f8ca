import type * as v from 'valibot';
import { isRecord } from '../template/is-record.ts';

/** Letters of a wrong key or value in a message. */
const MAX_SHOWN = 60;

type Issue = v.BaseIssue<unknown>;

/**
 * What is wrong with data, in half a line: where, found and expected. A key that the schema does not have is told
 * before anything else, with the nearest that it has: what else is wrong mostly comes of it.
 */
export function describeIssues(schema: unknown, issues: readonly Issue[]): string {
  const all = issues.flatMap((issue) => flatten(issue, []));
  // The deepest one: a list, where an alternative wants a mapping, has keys such as 0.
  const [strange] = all
    .filter(({ issue }) => issue.type === 'strict_object' && issue.expected === 'never')
    .sort((a, b) => b.path.length - a.path.length);
  const first = strange ?? all.find(({ issue }) => issue.kind === 'validation') ?? all[0];
  if (!first) return 'not in order';
  const { issue, path } = first;
  if (strange) {
    const key = path.at(-1) ?? '';
    const keys = [...new Set(keysAt(schema, path.slice(0, -1)))];
    const [nearest] = keys.sort((a, b) => distance(a, key) - distance(b, key));
    const isNear = nearest !== undefined && distance(nearest, key) <= Math.max(2, key.length / 3);
    return `${placeOf(path.slice(0, -1))}: there is no key ${quoted(key)}${isNear ? `; did you mean ${nearest}?` : `; expected one of ${keys.sort().join(', ')}`}`;
  }
  const isMissing = issue.type === 'strict_object' && issue.received === 'undefined';
  if (isMissing) return `${placeOf(path.slice(0, -1))}: the key ${issue.expected} is missing`;
  const found = typeof issue.input === 'string' ? quoted(issue.input) : issue.received;
  const expected =
    issue.kind === 'validation' ? issue.message.replace(/^expected /, '') : issue.expected;
  return `${placeOf(path)}: found ${found}, expected ${expected}`;
}

interface Placed {
  readonly issue: Issue;
  readonly path: readonly string[];
}

/** An issue and those of the alternatives behind it, whose paths begin where it stands. */
function flatten(issue: Issue, before: readonly string[]): Placed[] {
  const path = [...before, ...(issue.path ?? []).map(({ key }) => String(key))];
  return [{ issue, path }, ...(issue.issues ?? []).flatMap((each) => flatten(each, path))];
}

/** The keys that a schema has at a place, of all its alternatives. */
function keysAt(schema: unknown, path: readonly string[]): string[] {
  if (!isRecord(schema)) return [];
  const { entries, item, value, wrapped, options } = schema;
  const alternatives = [wrapped, ...(Array.isArray(options) ? options : [])];
  const [key, ...rest] = path;
  const here =
    key === undefined
      ? Object.keys(isRecord(entries) ? entries : {})
      : keysAt(isRecord(entries) ? entries[key] : (item ?? value), rest);
  return [...here, ...alternatives.flatMap((each) => keysAt(each, path))];
}

function placeOf(path: readonly string[]): string {
  return path.length === 0 ? 'the file' : path.map(shortened).join('.');
}

function quoted(text: string): string {
  return JSON.stringify(shortened(text));
}

function shortened(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

/** Levenshtein's distance, of the first letters. */
function distance(a: string, b: string): number {
  const [left, right] = [a.slice(0, MAX_SHOWN), b.slice(0, MAX_SHOWN)];
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
