import type { Id } from '../../model/network.ts';
import type { Ports } from '../policy-file.ts';
import type { World } from '../world.ts';

/** The ports of a claim; for `any`, one port of each range that no rule distinguishes. */
export function portsOf(world: World, ports: Ports): readonly number[] {
  if (ports === 'any') return world.representativePorts();
  if (!('allBut' in ports)) return ports;
  return world.representativePorts().filter((port) => !ports.allBut.includes(port));
}

/** Every source with every destination on every port. */
export function* combinations(
  sources: readonly Id[],
  destinations: readonly Id[],
  ports: readonly number[],
): Generator<[from: Id, to: Id, port: number]> {
  for (const from of sources) {
    for (const to of destinations) for (const port of ports) yield [from, to, port];
  }
}
