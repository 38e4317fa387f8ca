/**
 * Decodes one key or value of a query string: `+` is a space, percent signs that encode nothing stay, bytes that
 * are no UTF-8 become U+FFFD (WHATWG URL, application/x-www-form-urlencoded parsing).
 */
export function decodeQueryComponent(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return new URLSearchParams(`v=${text.replaceAll('&', '%26')}`).get('v') ?? '';
  }
}

/** @returns the decoded pairs of a raw query string, in order */
export function parseQuery(rawQueryString: string): [key: string, value: string][] {
  const pairs: [string, string][] = [];
  for (const part of rawQueryString.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const key = equals < 0 ? part : part.slice(0, equals);
    const value = equals < 0 ? '' : part.slice(equals + 1);
    pairs.push([decodeQueryComponent(key), decodeQueryComponent(value)]);
  }
  return pairs;
}
