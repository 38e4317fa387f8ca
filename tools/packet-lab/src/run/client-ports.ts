import type { HostKind, Ports } from '../model.ts';

/**
 * From which ports connections are opened.
 *
 * "Ephemeral ports" (network ACLs): 1024-65535 for Lambda, Elastic Load Balancing and NAT gateways, 32768-61000 for
 * Linux instances. Clients on the internet take 32768 and above.
 */
export function clientPorts(kind: HostKind | 'internet'): Ports {
  switch (kind) {
    case 'instance':
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
