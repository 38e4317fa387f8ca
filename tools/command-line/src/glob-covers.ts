/**
 * Whether a pattern with `*` and `?` covers a text. After a `*` it goes on with the first place that fits, and comes
 * back to the last `*` only, so that the steps are at most pattern times text, however many wildcards there are.
 */
export function globCovers(pattern: ArrayLike<string>, text: ArrayLike<string>): boolean {
  let [p, t] = [0, 0];
  let [afterStar, taken] = [-1, 0];
  while (t < text.length) {
    const wild = p < pattern.length ? pattern[p] : undefined;
    if (wild === '*') {
      p += 1;
      [afterStar, taken] = [p, t];
    } else if (wild !== undefined && (wild === '?' || wild === text[t])) {
      p += 1;
      t += 1;
    } else if (afterStar >= 0) {
      taken += 1;
      [p, t] = [afterStar, taken];
    } else return false;
  }
  while (p < pattern.length && pattern[p] === '*') p += 1;
  return p === pattern.length;
}
