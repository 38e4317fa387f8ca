import type { Id, Interface, Network, Node, Protocol } from '../model/network.ts';
import { INTERNET, interfaceParty, type Party, publicParty, serviceParty } from '../model/party.ts';
import { type Step, step } from '../model/step.ts';
import { shownId, type Wanted } from '../model/words.ts';
import { askAccepts, askOpens } from '../rules/accepts-connections.ts';
import { noPrivateWayStep, outsideStep } from '../rules/function-outside-vpc.ts';
import { askListening } from '../rules/listener.ts';
import { mayBePeered } from '../rules/peering.ts';
import { askGroups } from '../rules/security-group.ts';
import { aclSteps } from './acl-steps.ts';
import { type Front, frontsOf } from './function-fronts.ts';
import { wayIn, wayOut } from './internet-link.ts';
import { bestOf, join, type Path, path, worstOf } from './path.ts';
import { type End, privateLink } from './private-link.ts';
import { pathToService } from './service-path.ts';

/** Whoever can be asked about: a node by its id, `internet`, or `aws:<service>`. */
export interface Question {
  readonly from: string;
  readonly to: string;
  readonly protocol: Protocol;
  readonly port: number;
}

/** One way of a question: from one interface of the source. */
export interface Way {
  readonly from: Interface | undefined;
  readonly path: Path;
}

/** Answers questions about one network.  */
export class Reachability {
  private readonly ends = new Map<Interface, End>();

  constructor(readonly network: Network) {}

  /**
   * The answer from everywhere: a source with interfaces in several subnets has to get through from each of them.
   * @throws Error when an end is neither a node of the network nor one of the names
   */
  ask(question: Question): Path {
    const ways = this.askEach(question);
    return worstOf(ways.map(({ path: each }) => each)) ?? path();
  }

  /** One answer for each interface of the source; one without an interface where the source has none. */
  askEach(question: Question): Way[] {
    const wanted: Wanted = {
      protocol: question.protocol,
      ports: { from: question.port, to: question.port },
    };
    if (question.from === 'internet') {
      return [{ from: undefined, path: this.fromOutside([], INTERNET, question.to, wanted) }];
    }
    const source = this.node(question.from);
    const opens = askOpens(source);
    const ways: Way[] = source.interfaces.map((each) => {
      const way = this.fromInterface(this.end(each, source), question.to, wanted);
      const first = source.interfaces.length > 1 || opens.length > 0 ? [placeStep(each)] : [];
      return { from: each, path: join(path(...first, ...opens), way) };
    });
    if (source.more || (ways.length === 0 && source.kind !== 'function')) {
      ways.push({ from: undefined, path: path(unplaced(source)) });
    }
    if (ways.length > 0) return ways;
    const outside = [outsideStep(source.id)];
    const caller = publicParty(source.id);
    return [{ from: undefined, path: this.fromOutside(outside, caller, question.to, wanted) }];
  }

  /** From the internet, or from a function that runs outside every VPC. */
  private fromOutside(first: readonly Step[], party: Party, to: string, wanted: Wanted): Path {
    if (to === 'internet' || to.startsWith('aws:')) {
      return path(
        ...first,
        ...(first.length > 0
          ? []
          : [step('interface', to, 'yes', () => `${to} is on the internet`)]),
      );
    }
    const toNode = (node: Node): Path => {
      const open = node.interfaces.filter(({ publicAddress }) => publicAddress !== false);
      if (first.length > 0 && open.length === 0 && node.interfaces.length > 0) {
        return path(...first, noPrivateWayStep(party.name, node.id));
      }
      const ways = node.interfaces.map((each) =>
        this.publicIn(this.end(each, node), party, wanted),
      );
      return join(path(...first), this.bestWay(node, ways));
    };
    return this.toNode(this.node(to), toNode, party, wanted);
  }

  private fromInterface(source: End, to: string, wanted: Wanted): Path {
    if (to === 'internet') return this.publicOut(source, INTERNET, wanted);
    if (to.startsWith('aws:')) return this.toService(source, to.slice('aws:'.length), wanted);
    const toNode = (node: Node) =>
      source.interface.node === node.id && node.balancer
        ? path(step('interface', node.id, 'yes', () => 'the load balancer itself'))
        : this.toInterfaces(source, node, wanted);
    return this.toNode(this.node(to), toNode, source.party, wanted);
  }

  /** The last part of the way: what answers at the destination, or the load balancers before a function. */
  private toNode(node: Node, network: (node: Node) => Path, caller: Party, wanted: Wanted): Path {
    if (node.kind === 'function') {
      const fronts = frontsOf(this.network, node.id, wanted, caller);
      if (fronts.length > 0) {
        const ways = fronts.map((front) => this.throughFront(front, network));
        return bestOf(ways) ?? path();
      }
      if (node.interfaces.length === 0) return path(...askAccepts(node));
    }
    const listening = node.balancer
      ? [askListening(this.network, node.id, wanted.ports.from, wanted.protocol)]
      : [];
    return join(network(node), path(...askAccepts(node), ...listening));
  }

  private throughFront(front: Front, network: (node: Node) => Path): Path {
    return join(network(this.node(front.loadBalancer)), path(...front.steps));
  }

  private toInterfaces(source: End, node: Node, wanted: Wanted): Path {
    const ways: Path[] = [];
    for (const each of node.interfaces) {
      const destination = this.end(each, node);
      const isPublic = each.publicAddress !== false;
      if (!isPublic || this.mayConnect(source, destination)) {
        const way = this.privately(source, destination, wanted);
        if (way.state === 'yes') return way;
        ways.push(way);
      }
      if (isPublic) {
        const out = this.publicOut(source, publicParty(node.id), wanted);
        ways.push(join(out, this.publicIn(destination, publicParty(source.party.name), wanted)));
      }
    }
    return this.bestWay(node, ways);
  }

  private bestWay(node: Node, ways: readonly Path[]): Path {
    const all = node.more ? [...ways, path(unplaced(node))] : ways;
    return bestOf(all) ?? path(unplaced(node));
  }

  private mayConnect(source: End, destination: End): boolean {
    const from = this.network.subnets.get(source.interface.subnet)?.vpc;
    const to = this.network.subnets.get(destination.interface.subnet)?.vpc;
    if (from === undefined || to === undefined) return true;
    return from === to || mayBePeered(this.network, from, to);
  }

  /** By private addresses: groups at both ends, ACLs and routes between. */
  private privately(source: End, destination: End, wanted: Wanted): Path {
    const link = privateLink(this.network, source, destination, wanted);
    return path(
      this.askOut(source, destination.party, wanted),
      ...link.before.steps,
      ...link.after.steps,
      this.askIn(destination, source.party, wanted),
    );
  }

  private publicOut(source: End, other: Party, wanted: Wanted): Path {
    return join(
      path(this.askOut(source, other, wanted)),
      wayOut(this.network, source, other, wanted),
    );
  }

  private publicIn(destination: End, other: Party, wanted: Wanted): Path {
    return join(
      wayIn(this.network, destination, other, wanted),
      path(this.askIn(destination, other, wanted)),
    );
  }

  private toService(source: End, service: string, wanted: Wanted): Path {
    return pathToService(this.network, source, service, {
      toEndpoint: (id) => this.toInterfaces(source, this.node(id), wanted),
      throughGateway: (route) => {
        const other = serviceParty(service);
        return path(
          this.askOut(source, other, wanted),
          ...aclSteps(this.network, source.interface.subnet, 'out', other, wanted, source.kind),
          route,
        );
      },
      throughInternet: () => this.publicOut(source, serviceParty(service), wanted),
    });
  }

  private askOut({ interface: { groups, node } }: End, other: Party, wanted: Wanted): Step {
    return askGroups(this.network, groups, 'outbound', node, other, wanted);
  }

  private askIn({ interface: { groups, node } }: End, other: Party, wanted: Wanted): Step {
    return askGroups(this.network, groups, 'inbound', node, other, wanted);
  }

  private end(each: Interface, { kind }: Node): End {
    let end = this.ends.get(each);
    if (!end) {
      end = { interface: each, party: interfaceParty(this.network, each), kind };
      this.ends.set(each, end);
    }
    return end;
  }

  private node(id: Id): Node {
    const node = this.network.nodes.get(id);
    if (!node) throw new Error(`${id} is no node of the network`);
    return node;
  }
}

/** Says from which of its interfaces a path starts, where there are several. */
function placeStep({ node, subnet }: Interface): Step {
  return step('interface', shownId(subnet), 'yes', () => `from ${node} in ${shownId(subnet)}`);
}

function unplaced({ id, more }: Node): Step {
  return step('interface', id, 'unknown', () => more?.unknown ?? `${id} has no network interface`);
}
