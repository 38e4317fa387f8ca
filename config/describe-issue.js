import * as v from 'valibot';

/** Of a key that is not known: as many letters may differ from the one that was meant. */
const TYPING_MISTAKES = 2;
/** Of a longer text the beginning says what it is. */
const LONGEST_TEXT = 120;
const BEGINNING = 30;
/** What it is says its label (RFC 7468); the rest may be a private key that somebody has pasted. */
const PEM = /-----BEGIN [A-Z ]+-----/;

/**
 * What is wrong with a file, by the first of its problems.
 * @param {v.BaseIssue<unknown>} issue
 * @param {unknown} schema of the whole file
 * @returns {string} one line: where, found and expected
 */
export function describeIssue(issue, schema) {
  const inside = issueInside(issue);
  if (inside) return describeIssue(inside, schema);
  const key = v.getDotPath(issue) ?? '(top level)';
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    return `${key}: unknown key; ${meantBy(issue, schema)}`;
  }
  // Of a check valibot says what was wrong and not what it wanted, of a union its types; the message is in our words.
  const isInOurWords = issue.kind === 'validation' || issue.type === 'union';
  const found = issue.type === 'max_length' ? `${issue.received} characters` : quoted(issue);
  return `${key}: found ${found}, expected ${isInOurWords ? issue.message : issue.expected}`;
}

/**
 * A map that is wrong in one key is no other alternative either: of a union the key says more than the whole.
 * @param {v.BaseIssue<unknown>} issue
 * @returns {v.BaseIssue<unknown> | undefined}
 */
function issueInside(issue) {
  const inside = issue.type === 'union' ? issue.issues?.find(({ path }) => path) : undefined;
  if (!inside?.path) return undefined;
  return { ...inside, path: issue.path ? [...issue.path, ...inside.path] : inside.path };
}

/** valibot names a text by its type where a check of its own fails. @param {v.BaseIssue<unknown>} issue */
function quoted({ input, received }) {
  if (typeof input !== 'string') return received;
  const [label] = PEM.exec(input) ?? [];
  if (label) return `${label} and so on (${input.length} characters)`;
  if (input.length <= LONGEST_TEXT) return JSON.stringify(input);
  return `${JSON.stringify(input.slice(0, BEGINNING))} and so on (${input.length} characters)`;
}

/** @param {v.BaseIssue<unknown>} issue @param {unknown} schema */
function meantBy({ path }, schema) {
  const keys = (path ?? []).map(({ key }) => String(key));
  const unknown = keys.at(-1) ?? '';
  const known = Object.keys(keys.slice(0, -1).reduce(entryOf, entriesOf(schema)));
  const [nearest] = known
    .map((key) => ({ key, distance: distance(key.toLowerCase(), unknown.toLowerCase()) }))
    // A word of which no letter is left was not meant.
    .filter((one) => one.distance <= TYPING_MISTAKES && one.distance < one.key.length)
    .sort((one, other) => one.distance - other.distance);
  return nearest ? `did you mean ${nearest.key}?` : `there are: ${known.join(', ')}`;
}

/** @param {Record<string, unknown>} entries @param {string} key */
const entryOf = (entries, key) => entriesOf(entries[key]);

/** @param {unknown} schema @returns {Record<string, unknown>} the keys of a map, that may be optional or one of a union */
function entriesOf(schema) {
  if (typeof schema !== 'object' || schema === null) return {};
  if ('entries' in schema) return Object(schema.entries);
  if ('wrapped' in schema) return entriesOf(schema.wrapped);
  return 'options' in schema && Array.isArray(schema.options)
    ? Object.assign({}, ...schema.options.map(entriesOf))
    : {};
}

/** Letters to change, add or leave out between two words (Levenshtein). @param {string} one @param {string} other */
function distance(one, other) {
  let above = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (const [row, letter] of [...one].entries()) {
    const line = [row + 1];
    for (const [column, otherLetter] of [...other].entries()) {
      const replaced = (above[column] ?? 0) + (letter === otherLetter ? 0 : 1);
      line.push(Math.min(replaced, (above[column + 1] ?? 0) + 1, (line[column] ?? 0) + 1));
    }
    above = line;
  }
  return above.at(-1) ?? 0;
}
