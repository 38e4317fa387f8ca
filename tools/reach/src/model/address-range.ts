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

/** How much of `wanted` lies in `ranges` taken together; of nothing, none does. */
export function coverage(
  ranges: readonly AddressRange[],
  wanted: readonly AddressRange[],
): 'all' | 'part' | 'none' {
  const left = subtract(wanted, ranges);
  if (left === wanted) return 'none';
  return left.length === 0 ? 'all' : 'part';
}

/** What is left of `from` without `ranges`; the same list where they take nothing of it. */
export function subtract(
  from: readonly AddressRange[],
  ranges: readonly AddressRange[],
): readonly AddressRange[] {
  const taking = ranges.filter((range) => from.some((piece) => overlap(piece, range)));
  if (taking.length === 0) return from;
  taking.sort((one, other) => one.start - other.start);
  return from.flatMap((piece) => gapsIn(piece, taking));
}

function overlap(one: AddressRange, other: AddressRange): boolean {
  return one.start <= other.end && one.end >= other.start;
}

/** What ranges leave of a piece. @param ranges by their start */
function gapsIn({ start, end }: AddressRange, ranges: readonly AddressRange[]): AddressRange[] {
  const gaps: AddressRange[] = [];
  let next = start;
  for (const range of ranges) {
    if (range.start > end) break;
    if (range.start > next) gaps.push({ start: next, end: range.start - 1 });
    next = Math.max(next, range.end + 1);
  }
  if (next <= end) gaps.push({ start: next, end });
  return gaps;
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
