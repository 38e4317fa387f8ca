import { type AddressRange, parseRange } from '../../model/address-range.ts';
import type { OrUnknown } from '../../model/network.ts';
import type { Value } from '../../template/value.ts';
import { readText } from './read-value.ts';

/** An IPv4 block; undefined when it is not stated or IPv6. */
export function readRange(value: Value | undefined): OrUnknown<AddressRange> | undefined {
  const text = readText(value);
  if (typeof text !== 'string') return text;
  const range = parseRange(text);
  if (range === 'ipv6') return undefined;
  return range ?? { unknown: `"${text}" is not a CIDR block` };
}
