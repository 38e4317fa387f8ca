import { shownId } from '../model/id.ts';
import {
  type Id,
  type Interface,
  isUnknown,
  type Network,
  type Node,
  type Perhaps,
  type Protocol,
} from '../model/network.ts';
import {
  INTERNET,
  outsideOf,
  type Party,
  publicParty,
  serviceParty,
  unknownParty,
  withGroupsIf,
} from '../model/party.ts';
import { type State, type Step, step } from '../model/step.ts';
import { absence, type Wanted } from '../model/words.ts';
import { askAccepts, askOpens } from '../rules/accepts-connections.ts';
import { unknownScheme } from '../rules/balancer-name.ts';
import { noPrivateWayStep, outsideStep } from '../rules/function-outside-vpc.ts';
import { askListening } from '../rules/listener.ts';
import { askGroups } from '../rules/security-group.ts';
import { aclSteps } from './acl-steps.ts';
import { inEachZone } from './balancer-zones.ts';
import { askServers } from './client-address.ts';
import { Ends } from './ends.ts';
import { type Entrance, Entrances } from './entrances.ts';
import { type Front, frontsOf } from './function-fronts.ts';
import { type Arrival, wayIn, wayOut } from './internet-link.ts';
import { agree, bestOf, join, type Path, path, worstOf } from './path.ts';
import { type End, privateLink, senderOf } from './private-link.ts';
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

/** What is left of a brief question when nothing needed a closer look. */
const NO_WAY: Path = { state: 'no', steps: [] };

/** How AWS's own services are called. */
const HTTPS: Wanted = { protocol: 'tcp', ports: { from: 443, to: 443 } };

/** Answers questions about one network.  */
export class Reachability {
  private readonly ends: Ends;
  private readonly entrances: Entrances;

  constructor(readonly network: Network) {
    this.ends = new Ends(network);
    this.entrances = new Entrances(network, (own, to, wanted) => this.fromAll(own, to, wanted));
  }

  /**
   * The answer from everywhere: a source with interfaces in several subnets has to get through from each of them.
   * @throws Error when an end is neither a node of the network nor one of the names
   */
  ask(question: Question): Path {
    const ways = this.askEach(question);
    return worstOf(ways.map(({ path: each }) => each)) ?? path();
  }

  /** The verdict alone, many times faster than the whole answer. */
  verdict(question: Question): State {
    if (this.network.expansion) return 'unknown';
    const isClosed = this.network.attachments.length === 0;
    if (isClosed && this.ends.isOutOfReach(question.from, question.to)) return 'no';
    let state: State = 'yes';
    for (const { path: each } of this.askEach(question, true)) {
      if (each.state === 'no') return 'no';
      if (each.state === 'unknown') state = 'unknown';
    }
    return state;
  }

  /** One answer for each interface of the source; one without an interface where the source has none. */
  askEach(question: Question, brief = false): Way[] {
    const { expansion } = this.network;
    if (expansion) return [{ from: undefined, path: path(expansionStep(expansion)) }];
    const wanted: Wanted = {
      protocol: question.protocol,
      ports: { from: question.port, to: question.port },
      brief,
    };
    const ways = this.directly(question, wanted);
    if (this.network.attachments.length === 0) return ways;
    return ways.map((way) => this.orByAttachment(way, question, wanted));
  }

  /** The attachments by which others may come to a node, at whatever port leads to a function. */
  entrancesOf(id: Id): readonly Entrance[] {
    return this.entrances.to(id, HTTPS);
  }

  /** A way that is certainly closed may be open by what is not modelled, if whoever asks can come to that. */
  private orByAttachment(way: Way, { from, to }: Question, wanted: Wanted): Way {
    if (way.path.state !== 'no') return way;
    // Whoever comes to an attachment by the internet needs none to come to the internet.
    const isOut = !this.network.nodes.has(to);
    const open = this.entrances
      .to(to, wanted)
      .find(
        ({ attachment: { id } }) =>
          id !== from &&
          ((!isOut && this.comesByInternet(from, way.from)) ||
            this.comesPrivately(id, from, way.from, wanted)),
      );
    if (!open) return way;
    const { id, unknown } = open.attachment;
    const because = () => `${id} may let it through: ${unknown}`;
    return { ...way, path: path(step('interface', id, 'unknown', because)) };
  }

  /** By the internet, or by AWS's own network, as who has no network of his own does. */
  private comesByInternet(from: Id, source: Interface | undefined): boolean {
    const sender = this.network.nodes.get(from);
    if (!sender || !source) return true;
    if (askOpens(sender).some(({ state }) => state === 'no')) return false;
    return this.publicOut(this.ends.of(source, sender), INTERNET, HTTPS).state !== 'no';
  }

  /** To the attachment's interfaces, on the port that is asked about or the one on which most proxies answer. */
  private comesPrivately(
    attachment: Id,
    from: Id,
    source: Interface | undefined,
    wanted: Wanted,
  ): boolean {
    const sender = this.network.nodes.get(from);
    const own = this.network.nodes.get(attachment);
    if (!sender || !source || !own || askAccepts(own).length > 0) return false;
    if (askOpens(sender).some(({ state }) => state === 'no')) return false;
    const end = this.ends.of(source, sender);
    return [wanted, HTTPS].some((each) => this.toInterfaces(end, own, each).state !== 'no');
  }

  /** From the interfaces of an attachment to a node, by whichever works. */
  private fromAll(own: Node, to: Id, wanted: Wanted): Path {
    const ways = own.interfaces.map((each) =>
      this.fromInterface(this.ends.of(each, own), to, wanted),
    );
    return bestOf(ways) ?? NO_WAY;
  }

  private directly(question: Question, wanted: Wanted): Way[] {
    const { brief = false } = wanted;
    if (question.from === 'internet') {
      return [{ from: undefined, path: this.fromOutside([], INTERNET, question.to, wanted) }];
    }
    const source = this.node(question.from);
    const opens = askOpens(source);
    const ways: Way[] = source.interfaces.map((each) => {
      const way = this.fromInterface(this.ends.of(each, source), question.to, wanted);
      if (opens.length === 0 && (brief || source.interfaces.length === 1)) {
        return { from: each, path: way };
      }
      return { from: each, path: join(path(placeStep(each), ...opens), way) };
    });
    if (source.perhapsMore || (ways.length === 0 && source.kind !== 'function')) {
      ways.push({ from: undefined, path: path(unplaced(source)) });
    }
    if (ways.length > 0) return ways;
    const outside = [outsideStep(source.id)];
    const caller = publicParty(source.id, source.kind);
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
    const toNode = (node: Node | Id): Path => {
      if (typeof node === 'string') return path(...first, absentBalancer(node));
      const open = node.interfaces.filter(({ publicAddress }) => publicAddress !== false);
      if (first.length > 0 && open.length === 0 && node.interfaces.length > 0) {
        return path(...first, noPrivateWayStep(party.name, node.id));
      }
      const ways = node.interfaces.map((each) =>
        this.publicIn(this.ends.of(each, node), party, wanted),
      );
      return join(path(...first), this.bestWay(node, ways));
    };
    return this.toNode(this.node(to), toNode, party, wanted);
  }

  private fromInterface(source: End, to: string, wanted: Wanted): Path {
    if (to === 'internet') return this.publicOut(source, INTERNET, wanted);
    if (to.startsWith('aws:')) return this.toService(source, to.slice('aws:'.length), wanted);
    const toNode = (node: Node | Id) => {
      if (typeof node === 'string') {
        return path(this.askOut(source, anywhere(node), wanted), absentBalancer(node));
      }
      return source.interface.node === node.id && node.balancer
        ? path(step('interface', node.id, 'yes', () => 'the load balancer itself'))
        : this.toInterfaces(source, node, wanted);
    };
    return this.toNode(this.node(to), toNode, source.party, wanted);
  }

  /** The last part of the way: what answers at the destination, or the load balancers before a function. */
  private toNode(
    node: Node,
    network: (node: Node | Id) => Path,
    caller: Party,
    wanted: Wanted,
  ): Path {
    if (node.kind === 'function') {
      const fronts = frontsOf(this.network, node.id, wanted, caller);
      if (fronts.length > 0) {
        const ways = fronts.map((front) => this.throughFront(front, network));
        return bestOf(ways) ?? path();
      }
      if (node.interfaces.length === 0) return path(...askAccepts(node));
    }
    const last = askAccepts(node);
    if (node.balancer) {
      last.push(askListening(this.network, node.id, wanted.ports.from, wanted.protocol));
    }
    return last.length === 0 ? network(node) : join(network(node), path(...last));
  }

  /** A load balancer that the templates do not have is asked about by its id. */
  private throughFront({ loadBalancer, steps }: Front, network: (node: Node | Id) => Path): Path {
    const balancer = this.network.nodes.get(loadBalancer) ?? loadBalancer;
    return join(network(balancer), path(...steps));
  }

  private toInterfaces(source: End, node: Node, wanted: Wanted): Path {
    const ways: Path[] = [];
    for (const each of node.interfaces) {
      const way = this.toInterface(source, this.ends.of(each, node), node, wanted);
      if (way.state === 'yes' && !node.balancer) return way;
      ways.push(way);
    }
    return this.bestWay(node, ways);
  }

  /** A load balancer is called by its name, anything else by the private address where that leads there. */
  private toInterface(source: End, destination: End, node: Node, wanted: Wanted): Path {
    const { publicAddress } = destination.interface;
    const isNear = this.ends.mayConnect(source, destination);
    if (publicAddress === false) {
      return wanted.brief && !isNear ? NO_WAY : this.privately(source, destination, wanted);
    }
    const outside = () =>
      this.publicOut(source, publicParty(node.id, node.kind), wanted, (sender) =>
        this.publicIn(destination, sender, wanted),
      );
    if (!isNear || (node.balancer && publicAddress === true)) return outside();
    const inside = this.privately(source, destination, wanted);
    if (node.balancer && isUnknown(publicAddress)) {
      return agree(inside, outside(), unknownScheme(node.id, publicAddress.unknown));
    }
    return inside.state === 'yes' ? inside : (bestOf([inside, outside()]) ?? inside);
  }

  /** Of the ways to a node's interfaces; a load balancer has to answer at each, since its name leads to all. */
  private bestWay(node: Node, ways: readonly Path[]): Path {
    const all = node.perhapsMore ? [...ways, path(unplaced(node))] : ways;
    const one = node.balancer ? inEachZone(node, all) : bestOf(all);
    return one ?? (node.interfaces.length > 0 ? NO_WAY : path(unplaced(node)));
  }

  /** By private addresses: groups at both ends, ACLs and routes between. */
  private privately(source: End, destination: End, wanted: Wanted): Path {
    const sender = senderOf(this.network, source, destination);
    const seen = this.ends.groupsCross(source, destination);
    const entering = this.admit(destination, withGroupsIf(seen, sender), wanted);
    if (wanted.brief && entering.state === 'no') return entering;
    const leaving = this.askOut(source, withGroupsIf(seen, destination.party), wanted);
    if (wanted.brief && leaving.state === 'no') return path(leaving);
    const between = privateLink(this.network, source, destination, sender, wanted);
    return path(leaving, ...between, ...entering.steps);
  }

  /** @param arrive what comes of the connection outside; nothing more where the internet itself is asked about */
  private publicOut(
    source: End,
    destination: Party,
    wanted: Wanted,
    arrive: Arrival = () => path(),
  ): Path {
    const other = outsideOf(this.network.vpcs.get(source.vpc ?? ''), destination);
    return join(
      path(this.askOut(source, other, wanted)),
      wayOut(this.network, source, other, wanted, arrive),
    );
  }

  private publicIn(destination: End, source: Party, wanted: Wanted): Path {
    const other = outsideOf(this.network.vpcs.get(destination.vpc ?? ''), source);
    return wayIn(this.network, destination, other, wanted, (sender) =>
      this.admit(destination, sender, wanted),
    );
  }

  private toService(source: End, service: string, wanted: Wanted): Path {
    return pathToService(this.network, source, service, {
      toEndpoint: (id) => this.toInterfaces(source, this.node(id), wanted),
      throughGateway: (route) => {
        const other = serviceParty(service);
        return path(
          this.askOut(source, other, wanted),
          ...aclSteps(
            this.network,
            source.interface.subnet,
            'out',
            other,
            wanted,
            source.party.kind,
          ),
          route,
        );
      },
      throughInternet: () => this.publicOut(source, serviceParty(service), wanted),
    });
  }

  private askOut({ interface: { groups, node }, vpc }: End, other: Party, wanted: Wanted): Step {
    return askGroups(this.network, groups, vpc, 'outbound', node, other, wanted);
  }

  /** What an interface's own groups say to whoever comes in, and the targets behind a Network Load Balancer. */
  private admit(destination: End, sender: Party, wanted: Wanted): Path {
    const {
      interface: { groups, node },
      vpc,
    } = destination;
    const own = askGroups(this.network, groups, vpc, 'inbound', node, sender, wanted);
    return own.state === 'no'
      ? path(own)
      : path(own, ...askServers(this.network, destination, sender, wanted));
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

function expansionStep({ id, unknown }: Perhaps): Step {
  return step('interface', id, 'unknown', () => unknown);
}

function absentBalancer(id: Id): Step {
  return step('interface', shownId(id), 'unknown', () => absence(id));
}

function anywhere(id: Id): Party {
  return unknownParty(shownId(id), absence(id));
}

function unplaced({ id, perhapsMore }: Node): Step {
  return step(
    'interface',
    id,
    'unknown',
    () => perhapsMore?.unknown ?? `${id} has no network interface`,
  );
}
