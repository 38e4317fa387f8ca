import { createHash } from 'node:crypto';

/** Hexadecimal digits that stand for what was cut out. */
const DIGITS = 8;

/**
 * A name that AWS takes: as it is where it fits, else its two ends with a hash of the whole between them. Both ends
 * stay readable, and two names that differ anywhere stay two.
 * @param {string} name words joined by hyphens
 * @param {number} limit most characters that AWS takes
 * @returns {string} always the same for the same name
 */
export function cutName(name, limit) {
  if (name.length <= limit) return name;
  const kept = limit - DIGITS - 2;
  const start = name.slice(0, Math.ceil(kept / 2)).replace(/-+$/, '');
  const end = name.slice(-Math.floor(kept / 2)).replace(/^-+/, '');
  const hash = createHash('sha256').update(name).digest('hex').slice(0, DIGITS);
  return `${start}-${hash}-${end}`;
}
