import { parseRange } from '../../model/address-range.ts';
import type { Interface } from '../../model/network.ts';
import type { Value } from '../../template/value.ts';
import { readText } from '../read/read-value.ts';

/** A fixed private address, which says more than its subnet does. */
export function fixedAddress(value: Value | undefined): Interface['address'] {
  const text = readText(value);
  const range = typeof text === 'string' ? parseRange(text) : undefined;
  return range === 'ipv6' ? undefined : range;
}
