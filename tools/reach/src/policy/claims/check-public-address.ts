import { isUnknown, leadsToNode } from '../../model/network.ts';
import type { Finding } from '../finding.ts';
import { fullId } from '../variables.ts';
import { type ClaimContext, missingFinding } from './claim-context.ts';

/** `noPublicAddress`: no interface of these has an address on the internet, whatever its routes are today. */
export function checkNoPublicAddress(
  nodes: readonly string[],
  { world, bindings }: ClaimContext,
): Finding[] {
  const { expansion } = world.network;
  if (expansion) return [{ outcome: 'undecided', message: expansion.unknown, at: expansion.id }];
  return nodes.flatMap((short): Finding[] => {
    const id = fullId(bindings, short);
    const node = world.network.nodes.get(id);
    if (!node) return [missingFinding(id, world)];
    const front = world.network.attachments.find((each) => leadsToNode(each, node));
    const open = node.interfaces.find(({ publicAddress }) => publicAddress !== false);
    if (!open) return front ? [{ outcome: 'undecided', message: front.unknown, at: front.id }] : [];
    return isUnknown(open.publicAddress)
      ? [{ outcome: 'undecided', message: open.publicAddress.unknown, at: id }]
      : [{ outcome: 'violated', message: `${id} has a public address`, at: id }];
  });
}
