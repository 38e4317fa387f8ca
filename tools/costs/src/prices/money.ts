/** Hours of a month, as AWS's own calculator takes them. */
export const HOURS_A_MONTH = 730;

/** Rounds dollars to whole cents, halves up. 16.425 is slightly less in binary: round the hundred-millionths first. */
export function toCents(usd: number): number {
  return Math.round(Math.round(usd * 1e8) / 1e6);
}

/** @param cents whole; `$16.43`, `-$14.60` */
export function formatCents(cents: number): string {
  const amount = `$${(Math.abs(cents) / 100).toFixed(2)}`;
  return cents < 0 ? `-${amount}` : amount;
}

/** With its sign, for what a change adds or saves: `+$36.50`, `-$14.60`, `$0.00`. */
export function formatChange(cents: number): string {
  return cents > 0 ? `+${formatCents(cents)}` : formatCents(cents);
}
