/** What is missing of the expected, and what is found beside it: one line each. */
export function compare(
  what: string,
  found: readonly unknown[],
  expected: readonly unknown[],
): string[] {
  const shown = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  const foundLines = found.map(shown);
  const expectedLines = expected.map(shown);
  return [
    ...expectedLines
      .filter((line) => !foundLines.includes(line))
      .map((line) => `${what}: missing ${line}`),
    ...foundLines
      .filter((line, index) => !expectedLines.includes(line) || foundLines.indexOf(line) < index)
      .map((line) => `${what}: unexpected ${line}`),
  ];
}
