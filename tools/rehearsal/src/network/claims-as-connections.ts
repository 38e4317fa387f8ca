import type { Snapshot } from '@private-lambda/inventory/snapshot';
import type { Host, Interface, LabNetwork } from '@private-lambda/packet-lab/model';
import type { Attempt } from '@private-lambda/packet-lab/run/try-connect';
import type { Interface as AskedInterface, Network, Node } from 'cfn-reach/src/model/network.ts';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import type { Asked, AskedClaims } from './ask-claims.ts';
import type { Answered } from './compare-with-reach.ts';
import { FreeAddresses } from './free-addresses.ts';
import { hostIdOf } from './host-id-of.ts';
import { OPEN, openGroup } from './strangers.ts';
import { tasksOf } from './tasks-of.ts';

/** What the claims of reach.yml ask, as connections, with those who open and accept them. */
export interface ClaimedConnections {
  /** The network with everybody in it whom a claim supposes. */
  readonly network: LabNetwork;
  readonly attempts: readonly Attempt[];
  /** Of each attempt. */
  readonly answers: readonly Answered[];
}

/**
 * Writes down each question as a connection, or as one to each of several. Whoever a claim supposes gets an interface in
 * the network: in the subnet, and with the groups, that the claim says.
 * @param snapshot says which tasks are of which service
 */
export function claimsAsConnections(
  { stacks, questions }: AskedClaims,
  network: LabNetwork,
  snapshot: Snapshot,
): ClaimedConnections {
  const translation = new Translation(stacks, network, snapshot);
  const asked = questions.flatMap((question) =>
    translation.attempts(question).map((attempt) => ({ attempt, question })),
  );
  return {
    network: translation.network(),
    attempts: asked.map(({ attempt }) => attempt),
    answers: asked.map(({ question: { answer, claims } }) => ({ ...answer, claims })),
  };
}

/** From the ids of templates to those that the emulator gave. */
class Translation {
  readonly #stacks: AskedClaims['stacks'];
  readonly #network: LabNetwork;
  readonly #snapshot: Snapshot;
  readonly #free: FreeAddresses;
  readonly #supposed = new Map<string, Host>();

  constructor(stacks: AskedClaims['stacks'], network: LabNetwork, snapshot: Snapshot) {
    this.#stacks = stacks;
    this.#network = network;
    this.#snapshot = snapshot;
    this.#free = FreeAddresses.beside(network);
  }

  network(): LabNetwork {
    return {
      ...this.#network,
      groups: [...this.#network.groups, openGroup],
      hosts: [...this.#network.hosts, ...this.#supposed.values()],
    };
  }

  attempts({ from, own, to, port, network }: Asked): Attempt[] {
    const targets = this.#ends(balancerBefore(to, network) ?? to, network.nodes.get(to));
    return this.#sources(from, network.nodes.get(from), own).flatMap((source) =>
      targets.map((target) => ({ ...source, to: target, port })),
    );
  }

  #sources(id: string, node: Node | undefined, own: AskedInterface | undefined) {
    const ends = this.#ends(id, node);
    if (!own) return ends.map((from) => ({ from }));
    const place = this.#physical(own.subnet) ?? own.subnet;
    const sources = this.network()
      .hosts.filter((host) => ends.includes(host.id))
      .flatMap((host) =>
        host.interfaces
          .filter(({ subnet }) => subnet === place)
          .map(({ address }) => ({ from: host.id, address })),
      );
    // A packet from elsewhere would answer another question.
    if (sources.length === 0) throw new Error(`${id} has no interface in ${place}`);
    return sources;
  }

  /** Whom a name of the templates stands for. */
  #ends(id: string, node: Node | undefined): string[] {
    return node?.kind === 'service' ? this.#tasks(node) : [this.#end(id, node)];
  }

  /**
   * The tasks of a service; and where one of its subnets has none at the moment, one that wears what they wear.
   * @throws BrokenClaimError where it has none at all: of whom would be guessed
   */
  #tasks({ id, interfaces }: Node): string[] {
    const ids = tasksOf(this.#snapshot, this.#physical(id) ?? id);
    const tasks = this.#network.hosts.filter((host) => ids.includes(host.id));
    const [own] = tasks.flatMap((task) => task.interfaces);
    if (!own) throw new BrokenClaimError(`${id} has no task in the network`);
    const isTaken = (place: string) =>
      tasks.some((task) => task.interfaces.some(({ subnet }) => subnet === place));
    const free = interfaces
      .map(({ subnet }) => this.#physical(subnet) ?? subnet)
      .filter((place) => !isTaken(place));
    return [...ids, ...free.map((subnet) => this.#taskLike(own, id, subnet).id)];
  }

  #taskLike(own: Interface, service: string, subnet: string): Host {
    const key = `${service} in ${subnet}`;
    const known = this.#supposed.get(key);
    if (known) return known;
    const place = { ...own, subnet, address: this.#free.takeIn(subnet), publicAddress: undefined };
    const task: Host = {
      id: `supposed-${this.#supposed.size + 1}`,
      kind: 'task',
      interfaces: [place],
      listens: 'every port',
    };
    this.#supposed.set(key, task);
    return task;
  }

  #end(id: string, node: Node | undefined): string {
    if (node === undefined) return id;
    const physical = this.#physical(id);
    const known = this.#network.hosts.find((host) => host.id === (physical && hostIdOf(physical)));
    if (known) return known.id;
    // Outside every VPC: nothing private leads to or from there.
    if (node.interfaces.length === 0) return 'internet';
    const host = this.#supposed.get(id) ?? this.#suppose(node);
    this.#supposed.set(id, host);
    return host.id;
  }

  #suppose({ kind, interfaces }: Node): Host {
    return {
      id: `supposed-${this.#supposed.size + 1}`,
      kind: kind === 'function' ? 'function' : 'instance',
      interfaces: interfaces.map((each) => this.#interface(each)),
      listens: 'every port',
    };
  }

  #interface({ subnet, groups }: AskedInterface): Host['interfaces'][number] {
    const id = this.#physical(subnet) ?? subnet;
    const worn = groups.kind === 'groups' ? groups.ids : [];
    return {
      subnet: id,
      address: this.#free.takeIn(id),
      publicAddress: undefined,
      groups: worn.map((group) => this.#physical(group) ?? OPEN),
    };
  }

  #physical(id: string): string | undefined {
    const [stack, logicalId = ''] = id.split('/');
    return this.#stacks.find(({ name }) => name === stack)?.resources.get(logicalId);
  }
}

/** A function is reached by way of the load balancers that have it as a target. */
function balancerBefore(id: string, network: Network): string | undefined {
  const groups = [...network.targetGroups].flatMap(([group, { targets }]) =>
    targets.some((target) => target.function === id) ? [group] : [],
  );
  return network.listeners.find(({ rules }) =>
    rules.some(({ targetGroups }) => targetGroups.some((group) => groups.includes(group))),
  )?.loadBalancer;
}
