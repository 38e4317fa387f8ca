/** `a`, `a and b`, `a, b and c`; `none` for an empty list. */
export function listOf(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? 'none';
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
