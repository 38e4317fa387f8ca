import { parseCidr } from 'cidr-tools';

/** IPv4 addresses from `start` to `end`, both included, as 32-bit numbers. */
export interface AddressRange {
  readonly start: number;
  readonly end: number;
}

export const ALL_ADDRESSES: AddressRange = { start: 0, end: 2 ** 32 - 1 };

/**
 * Addresses that the internet does not route ("Special-Purpose Address Registry", RFC 6890): an address outside them
 * can be one of the internet's.
 */
const NOT_PUBLIC = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
].map((block) => range(block));

/** The internet's addresses, in order. */
export const PUBLIC_ADDRESSES: readonly AddressRange[] = subtract([ALL_ADDRESSES], NOT_PUBLIC);

/** @returns `ipv6` for an IPv6 block, undefined for what is no block at all */
export function parseRange(block: string): AddressRange | 'ipv6' | undefined {
  try {
    const parsed = parseCidr(block.trim());
    if (parsed.version === 6) return 'ipv6';
    if (Number(parsed.prefix) > 32) return undefined;
    return { start: Number(parsed.start), end: Number(parsed.end) };
  } catch {
    return undefined;
  }
}

/** How much of `wanted` lies in `ranges` taken together. */
export function coverage(
  ranges: readonly AddressRange[],
  wanted: readonly AddressRange[],
): 'all' | 'part' | 'none' {
  const [only, another] = wanted;
  if (only && !another) {
    // One range against a few is what nearly every rule asks; it needs no lists.
    let overlaps = false;
    for (const { start, end } of ranges) {
      if (start <= only.start && end >= only.end) return 'all';
      if (start <= only.end && end >= only.start) overlaps = true;
    }
    if (!overlaps) return 'none';
    if (ranges.length === 1) return 'part';
  }
  let touched = false;
  for (const { start, end } of wanted) {
    for (const other of ranges) {
      if (other.start <= end && other.end >= start) touched = true;
    }
  }
  if (!touched) return 'none';
  return subtract(wanted, ranges).length === 0 ? 'all' : 'part';
}

/** What is left of `from` without `ranges`. */
export function subtract(
  from: readonly AddressRange[],
  ranges: readonly AddressRange[],
): AddressRange[] {
  let left = [...from];
  for (const { start, end } of ranges) {
    left = left.flatMap((piece) => {
      if (end < piece.start || start > piece.end) return [piece];
      const pieces: AddressRange[] = [];
      if (piece.start < start) pieces.push({ start: piece.start, end: start - 1 });
      if (piece.end > end) pieces.push({ start: end + 1, end: piece.end });
      return pieces;
    });
  }
  return left;
}

export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** A block in CIDR form where the range is one, else its two ends. */
export function formatRange({ start, end }: AddressRange): string {
  const bits = Math.log2(end - start + 1);
  return Number.isInteger(bits) && start % 2 ** bits === 0
    ? `${formatAddress(start)}/${32 - bits}`
    : `${formatAddress(start)}-${formatAddress(end)}`;
}

function range(block: string): AddressRange {
  const { start, end } = parseCidr(block);
  return { start: Number(start), end: Number(end) };
}
