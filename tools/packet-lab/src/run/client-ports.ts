import type { HostKind, Ports } from '../model.ts';

/**
 * From which ports connections are opened.
 *
 * "Ephemeral ports" (network ACLs): 1024-65535 for Lambda, Elastic Load Balancing and NAT gateways, 32768-61000 for
 * Linux instances, and so for tasks. Clients on the internet take 32768 and above.
 */
function clientPorts(kind: HostKind | 'internet'): Ports {
  switch (kind) {
    case 'instance':
    case 'task':
      return { from: 32_768, to: 61_000 };
    case 'internet':
      return { from: 32_768, to: 65_535 };
    case 'function':
    case 'load-balancer':
    case 'interface-endpoint':
    case 'nat-gateway':
      return { from: 1024, to: 65_535 };
  }
}

/**
 * The lowest and the highest of them that is no asked port. From an asked port the SYNs of two attempts could cross, and
 * each would pass as the answer to the other, without a rule.
 */
export function sourcePorts(kind: HostKind | 'internet', asked: ReadonlySet<number>): number[] {
  const { from, to } = clientPorts(kind);
  let [lowest, highest] = [from, to];
  while (asked.has(lowest)) lowest += 1;
  while (asked.has(highest)) highest -= 1;
  return [lowest, highest];
}
