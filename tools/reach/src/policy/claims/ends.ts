import type { Id } from '../../model/network.ts';
import type { World } from '../world.ts';

/** A destination that can be asked about, or undefined for one that is not there. */
export function destinationOf(world: World, id: Id): Id | undefined {
  if (id === 'internet' || id.startsWith('aws:')) return id;
  return world.network.nodes.has(id) ? id : undefined;
}

export function portsOf(world: World, ports: readonly number[] | 'any'): readonly number[] {
  return ports === 'any' ? world.telltalePorts() : ports;
}
