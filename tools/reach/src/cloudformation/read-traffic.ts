import { ALL_PORTS, isUnknown, type Traffic, type Uncertain } from '../model/network.ts';
import type { Value } from '../template/value.ts';
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
  if (from === undefined || to === undefined) {
    return { protocol, ports: { unknown: 'the rule names a protocol and not both its ports' } };
  }
  if (isUnknown(from)) return { protocol, ports: from };
  if (isUnknown(to)) return { protocol, ports: to };
  // -1 to -1 is how some tools write "all".
  return { protocol, ports: from === -1 ? ALL_PORTS : { from, to } };
}

function readProtocol(text: Uncertain<string> | undefined): Traffic['protocol'] {
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
