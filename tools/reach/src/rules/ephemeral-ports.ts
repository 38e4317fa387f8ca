import type { NodeKind, PortRange } from '../model/network.ts';
import type { AwsRule } from './aws-rule.ts';

export const EPHEMERAL_PORTS_RULE: AwsRule = {
  says: 'Answers go to the ephemeral port of whoever opened the connection: 1024-65535 for Lambda, NAT gateways and load balancers, 32768-61000 for Linux instances and tasks. Of clients on the internet it takes 32768-65535, which holds those of Linux, Windows and macOS.',
  page: 'Ephemeral ports',
};

/** Ports that a network ACL must let answers through to. @param kind undefined for a client on the internet */
export function ephemeralPorts(kind: NodeKind | undefined): PortRange {
  switch (kind) {
    case 'instance':
    case 'service':
    case 'network-interface':
    case 'database':
    case 'file-system':
      return { from: 32768, to: 61000 };
    case undefined:
      return { from: 32768, to: 65535 };
    default:
      return { from: 1024, to: 65535 };
  }
}
