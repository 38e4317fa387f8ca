/** A number as somebody may have typed it, with its unit: `12`, `-0.5`, `12s`. */
const NUMBER = /^[-+]?\d{1,9}(\.\d{1,9})?([a-z]|ms)?$/;

/**
 * Says what an environment variable holds, for a message. A password pasted into the wrong variable would end in a log:
 * only what cannot be one is quoted, which is a number, and the scheme, host and port of an address.
 */
export function describeValue(value: string | undefined): string {
  if (value === undefined) return 'is not set';
  if (value === '') return 'is empty';
  if (NUMBER.test(value)) return `is ${value}`;
  if (!URL.canParse(value)) return describeText(value);
  const { protocol, host, username, password, pathname, search, hash } = new URL(value);
  if (host === '') return describeText(value);
  const others = [
    [username !== '' || password !== '', 'a user or password'],
    [pathname !== '' && pathname !== '/', 'a path'],
    [search !== '', 'a query'],
    [hash !== '', 'a fragment'],
  ].flatMap(([isThere, what]) => (isThere ? [what] : []));
  const address = `is an address on ${protocol}//${host}`;
  return others.length === 0 ? address : `${address} with ${others.join(' and ')}`;
}

function describeText(value: string): string {
  return `is text of ${value.length} characters, not shown here`;
}
