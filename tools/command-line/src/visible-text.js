/**
 * What a terminal acts on, or shows as something else: control characters with line breaks, DEL and C1; line and
 * paragraph separators; marks that turn the direction of text; characters without width; halves of a pair.
 */
const INVISIBLE =
  /[\p{Cc}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Cs}/gu;

/** `##[command]` and `##vso[command]` are orders to a CI runner wherever they stand in a line of output. */
const RUNNER_ORDER = /##(?=\w*\[)/g;

/** `::command::` is one to GitHub Actions where it begins a line, white space aside. */
const LINE_ORDER = /^(\s*):(?=:)/;

/**
 * Text of somebody else on one line of output: nothing in it moves a cursor, changes a colour, begins a line, turns
 * the direction of reading or is taken as an order by a CI runner. What is taken away stays visible, as `\u001b`.
 * In JavaScript, for scripts that run as they are.
 * @param {string} text
 */
export function visibleText(text) {
  return text
    .replace(INVISIBLE, escapeUnit)
    .replace(RUNNER_ORDER, '#\\u0023')
    .replace(LINE_ORDER, '$1\\u003a');
}

/**
 * JSON in which no character acts on a terminal or a CI runner; equal to what `JSON.stringify` writes as data.
 * @param {unknown} value
 */
export function visibleJson(value) {
  return JSON.stringify(value, null, 2)
    .replace(INVISIBLE, (unit) => (unit === '\n' ? unit : escapeUnit(unit)))
    .replace(RUNNER_ORDER, '#\\u0023');
}

/** @param {string} unit */
function escapeUnit(unit) {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
