import { unknownId } from './id.ts';
import type { Id } from './network.ts';

const PREFIX = unknownId('the default subnet for ');

/** Where AWS puts what states no subnet: in a VPC that no template has. */
export function defaultSubnetId(node: Id): Id {
  return `${PREFIX}${node}`;
}

export function isDefaultSubnet(subnet: Id): boolean {
  return subnet.startsWith(PREFIX);
}
