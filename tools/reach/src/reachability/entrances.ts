import type { Attachment, Id, Network, Node } from '../model/network.ts';
import { unknownParty } from '../model/party.ts';
import { step } from '../model/step.ts';
import type { Wanted } from '../model/words.ts';
import { askListening } from '../rules/listener.ts';
import { frontsOf, portsBefore } from './function-fronts.ts';
import { bestOf, join, type Path, path } from './path.ts';

/** A way in by an attachment: perhaps open, whatever the other ways say. */
export interface Entrance {
  readonly attachment: Attachment;
  readonly path: Path;
}

/** How the network is asked about an attachment's own interfaces. */
export type AskOwn = (attachment: Node, to: Node, wanted: Wanted) => Path;

/** Whoever stands behind an attachment. */
const ANYBODY = unknownParty('whoever comes by it', 'its address is not known');

/** What is not modelled, and VPC links, as ways for others than themselves. */
export class Entrances {
  private readonly known = new Map<string, readonly Entrance[]>();

  constructor(
    private readonly network: Network,
    private readonly askOwn: AskOwn,
  ) {}

  /** The attachments that may let somebody through to a node. */
  to(node: Node, wanted: Wanted): readonly Entrance[] {
    if (this.network.attachments.length === 0) return [];
    const key = `${node.id} ${wanted.protocol} ${wanted.ports.from}`;
    let found = this.known.get(key);
    if (!found) {
      found = this.find(node, wanted);
      this.known.set(key, found);
    }
    return found;
  }

  private find(node: Node, wanted: Wanted): Entrance[] {
    return this.network.attachments.flatMap((attachment) => {
      const way =
        node.kind === 'function'
          ? this.toFunction(attachment, node.id, wanted)
          : this.toNode(attachment, node, wanted);
      return way.state === 'no' ? [] : [{ attachment, path: way }];
    });
  }

  /** A function is invoked by any listener before it: what comes in by the attachment may have come by any port. */
  private toFunction(attachment: Attachment, id: Id, wanted: Wanted): Path {
    const ways = portsBefore(this.network, id, wanted.ports.from).flatMap((port) => {
      const there = { ...wanted, ports: { from: port, to: port } };
      return frontsOf(this.network, id, there, ANYBODY).map(({ loadBalancer, steps }) => {
        const balancer = this.network.nodes.get(loadBalancer);
        const way = balancer ? this.toNode(attachment, balancer, there) : perhaps(attachment);
        return way.state === 'no' ? way : join(way, path(...steps));
      });
    });
    return bestOf(ways) ?? NO_WAY;
  }

  private toNode(attachment: Attachment, node: Node, wanted: Wanted): Path {
    const { id, leadsTo, leadsToAny, limitedTo } = attachment;
    if (id === node.id) return perhaps(attachment);
    if (limitedTo && !limitedTo.includes(node.id)) return NO_WAY;
    if (leadsTo.includes(node.id) || (leadsToAny && node.balancer)) {
      const answers = node.balancer
        ? [askListening(this.network, node.id, wanted.ports.from, wanted.protocol)]
        : [];
      return join(perhaps(attachment), path(...answers));
    }
    const own = this.network.nodes.get(id);
    return own && own.interfaces.length > 0 ? this.askOwn(own, node, wanted) : NO_WAY;
  }
}

const NO_WAY: Path = { state: 'no', steps: [] };

function perhaps({ id, unknown }: Attachment): Path {
  return path(step('interface', id, 'unknown', () => unknown));
}
