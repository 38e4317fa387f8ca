import {
  type Attachment,
  type Id,
  leadsToNode,
  type Network,
  type Node,
} from '../model/network.ts';
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
export type AskOwn = (attachment: Node, to: Id, wanted: Wanted) => Path;

/** Whoever stands behind an attachment. */
const ANYBODY = unknownParty('whoever comes by it', 'its address is not known');

/** What is not modelled, and VPC links, as ways for others than themselves. */
export class Entrances {
  private readonly known = new Map<string, readonly Entrance[]>();

  constructor(
    private readonly network: Network,
    private readonly askOwn: AskOwn,
  ) {}

  /** The attachments that may let somebody through to a node, to the internet or to an AWS service. */
  to(id: Id, wanted: Wanted): readonly Entrance[] {
    const key = `${id} ${wanted.protocol} ${wanted.ports.from} ${wanted.brief === true}`;
    let found = this.known.get(key);
    if (!found) {
      found = this.find(id, wanted);
      this.known.set(key, found);
    }
    return found;
  }

  private find(id: Id, wanted: Wanted): Entrance[] {
    const isFunction = this.network.nodes.get(id)?.kind === 'function';
    return this.network.attachments.flatMap((attachment) => {
      const way = isFunction
        ? this.toFunction(attachment, id, wanted)
        : this.toEnd(attachment, id, wanted);
      return way.state === 'no' ? [] : [{ attachment, path: way }];
    });
  }

  /** A function is invoked by any listener before it: what comes in by the attachment may have come by any port. */
  private toFunction(attachment: Attachment, id: Id, wanted: Wanted): Path {
    const ways = portsBefore(this.network, id, wanted.ports.from).flatMap((port) => {
      const there = { ...wanted, ports: { from: port, to: port } };
      return frontsOf(this.network, id, there, ANYBODY).map(({ loadBalancer, steps }) => {
        const isGiven = this.network.nodes.has(loadBalancer);
        const way = isGiven ? this.toEnd(attachment, loadBalancer, there) : perhaps(attachment);
        return way.state === 'no' ? way : join(way, path(...steps));
      });
    });
    return bestOf(ways) ?? NO_WAY;
  }

  private toEnd(attachment: Attachment, end: Id, wanted: Wanted): Path {
    const { id, limitedTo } = attachment;
    if (id === end) return perhaps(attachment);
    if (limitedTo && !limitedTo.includes(end)) return NO_WAY;
    const node = this.network.nodes.get(end);
    if (node && leadsToNode(attachment, node)) {
      const { protocol, ports } = wanted;
      const answers = node.balancer ? [askListening(this.network, end, ports.from, protocol)] : [];
      return join(perhaps(attachment), path(...answers));
    }
    const own = this.network.nodes.get(id);
    return own && own.interfaces.length > 0 ? this.askOwn(own, end, wanted) : NO_WAY;
  }
}

const NO_WAY: Path = { state: 'no', steps: [] };

function perhaps({ id, unknown }: Attachment): Path {
  return path(step('interface', id, 'unknown', () => unknown));
}
