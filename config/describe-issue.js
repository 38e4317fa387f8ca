import * as v from 'valibot';

/**
 * What is wrong with a file, by the first of its problems.
 * @param {v.BaseIssue<unknown>} issue
 * @returns {string} one line: where, found and expected
 */
export function describeIssue(issue) {
  const key = v.getDotPath(issue) ?? '(top level)';
  // Of a check valibot says what was wrong and not what it wanted; its message is in our words then.
  const isCheck = issue.kind === 'validation';
  const found = issue.type === 'max_length' ? `${issue.received} characters` : quoted(issue);
  return `${key}: found ${found}, expected ${isCheck ? issue.message : issue.expected}`;
}

/** valibot names a text by its type where a check of its own fails. @param {v.BaseIssue<unknown>} issue */
function quoted({ input, received }) {
  return typeof input === 'string' ? JSON.stringify(input) : received;
}
