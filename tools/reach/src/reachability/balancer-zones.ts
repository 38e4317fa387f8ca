import type { Node } from '../model/network.ts';
import { someZonesOnly } from '../rules/balancer-name.ts';
import { type Path, path } from './path.ts';

/** The way to a load balancer that has an address in each of its subnets. */
export function inEachZone(node: Node, ways: readonly Path[]): Path | undefined {
  const [first, ...others] = ways;
  const closed = ways.findIndex(({ state }) => state === 'no');
  if (!first || others.every(({ state }) => state === first.state)) return first;
  const unknown = ways.find(({ state }) => state === 'unknown');
  if (closed < 0) return unknown;
  const subnet = (index: number) => node.interfaces[index]?.subnet ?? '';
  const open = ways.flatMap(({ state }, index) => (state === 'yes' ? [subnet(index)] : []));
  const because = () => ways[closed]?.steps.find(({ state }) => state === 'no')?.because() ?? '';
  return path(someZonesOnly(node.id, open, subnet(closed), because));
}
