import { formatRange } from './address-range.ts';
import { isUnknownId, shownId } from './id.ts';
import type { Id, PortRange, Protocol, Rule, Traffic } from './network.ts';
import { isUnknown } from './network.ts';

/** What is asked for: a protocol and a port, or the ports of the answers to it. */
export interface Wanted {
  readonly protocol: Protocol;
  readonly ports: PortRange;
  /** Only the verdict is asked for: what follows a "no" need not be looked at. */
  readonly brief?: boolean;
}

/** `tcp 443`, `tcp 1024-65535` */
export function describeWanted({ protocol, ports }: Wanted): string {
  return `${protocol} ${describePorts(ports)}`;
}

export function describePorts({ from, to }: PortRange): string {
  return from === to ? String(from) : `${from}-${to}`;
}

export function describeTraffic({ protocol, ports }: Traffic): string {
  if (isUnknown(protocol)) return 'an unknown protocol';
  if (protocol === 'any') return 'all traffic';
  if (protocol === 'other') return 'another protocol';
  return isUnknown(ports) ? `${protocol} on unknown ports` : `${protocol} ${describePorts(ports)}`;
}

export function describePeer({ peer }: Rule): string {
  switch (peer.kind) {
    case 'ranges':
      return peer.name === ''
        ? peer.ranges.map(formatRange).join(', ')
        : `prefix list ${peer.name}`;
    case 'group':
      return `group ${shownId(peer.group)}`;
    case 'node':
      return `the private address of ${peer.node}`;
    case 'public-address':
      return `the public address of ${peer.node}`;
    case 'service':
      return `the prefix list of aws:${peer.service}`;
    case 'ipv6':
      return 'IPv6 addresses';
    case 'unknown':
      return 'an unknown peer';
  }
}

/** Half a sentence about what the model does not have: the templates leave its id open, or name what is not in them. */
export function absence(id: Id, what = ''): string {
  const name = `${what === '' ? '' : `${what} `}${shownId(id)}`;
  return isUnknownId(id) ? `${name} is not settled` : `${name} is not in the templates`;
}
