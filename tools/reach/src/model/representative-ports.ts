import { isUnknown, type Network, widestPorts } from './network.ts';

/**
 * Ports of which one stands for all that the rules do not tell apart: the first of each stretch between the bounds of
 * every rule, entry and listener, in order.
 */
export function representativePorts(networks: Iterable<Network>): number[] {
  const bounds = new Set([1]);
  const add = (port: number) => {
    if (port >= 1 && port <= 65535) bounds.add(port);
  };
  for (const network of networks) {
    for (const { traffic } of rulesOf(network)) {
      const { from, to } = widestPorts(traffic.ports);
      add(from);
      add(to + 1);
    }
    for (const { port } of network.listeners) {
      if (isUnknown(port)) continue;
      add(port);
      add(port + 1);
    }
  }
  return [...bounds].sort((a, b) => a - b);
}

function* rulesOf({ groups, networkAcls }: Network) {
  for (const { inbound, outbound } of groups.values()) yield* [...inbound, ...outbound];
  for (const { inbound, outbound } of networkAcls.values()) yield* [...inbound, ...outbound];
}
