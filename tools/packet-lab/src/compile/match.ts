import { ALL_PORTS, type Ports, type Protocol } from '../model.ts';

/** The part of an nft rule that says which traffic; empty for all of it. */
export function matchTraffic(protocol: Protocol, { from, to }: Ports): string {
  if (protocol === 'any') return '';
  if (protocol === 'icmp' || (from === ALL_PORTS.from && to === ALL_PORTS.to))
    return `ip protocol ${protocol}`;
  return `${protocol} dport ${from === to ? from : `${from}-${to}`}`;
}

export const words = (...parts: readonly string[]) => parts.filter((part) => part !== '').join(' ');

/** `{ a, b }`, as nft writes a set. */
export const set = (items: readonly string[]) => `{ ${items.join(', ')} }`;
