import {
  ALL_PORTS,
  isUnknown,
  type OrUnknown,
  type Ports,
  type Traffic,
} from '../../model/network.ts';
import type { Value } from '../../template/value.ts';
import { readNumber, readText } from './read-value.ts';

/**
 * Protocol and ports of a rule.
 * "Security group rules": a protocol by name or number, -1 for all, and then the ports do not matter.
 * "Network ACL rules": the same with numbers only.
 */
export function readTraffic(
  protocolValue: Value | undefined,
  fromValue: Value | undefined,
  toValue: Value | undefined,
): Traffic {
  const protocol = readProtocol(readText(protocolValue));
  if (protocol === 'any' || protocol === 'other') return { protocol, ports: ALL_PORTS };
  const from = readNumber(fromValue);
  const to = readNumber(toValue);
  return { protocol, ports: readPorts(from, to) };
}

function readPorts(from: OrUnknown<number> | undefined, to: OrUnknown<number> | undefined): Ports {
  if (from === undefined || to === undefined) {
    return { unknown: 'the rule names a protocol and not both its ports', within: ALL_PORTS };
  }
  // -1 to -1 is how some tools write "all".
  if (from === -1) return ALL_PORTS;
  const unknown = isUnknown(from) ? from : to;
  const within = {
    from: isUnknown(from) ? ALL_PORTS.from : from,
    to: isUnknown(to) || to === -1 ? ALL_PORTS.to : to,
  };
  return isUnknown(unknown) ? { ...unknown, within } : within;
}

function readProtocol(text: OrUnknown<string> | undefined): Traffic['protocol'] {
  if (text === undefined) return { unknown: 'the rule names no protocol' };
  if (isUnknown(text)) return text;
  switch (text.toLowerCase()) {
    case '-1':
    case 'all':
      return 'any';
    case '6':
    case 'tcp':
      return 'tcp';
    case '17':
    case 'udp':
      return 'udp';
    default:
      return 'other';
  }
}
