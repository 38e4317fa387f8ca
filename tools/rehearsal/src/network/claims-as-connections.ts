import type { Host, LabNetwork } from '@private-lambda/packet-lab/model';
import type { Attempt } from '@private-lambda/packet-lab/run/try-connect';
import type { Interface as AskedInterface, Node } from 'cfn-reach/src/model/network.ts';
import type { World } from 'cfn-reach/src/policy/world.ts';
import type { Stack } from '../aws/stack.ts';
import type { Asked, AskedClaims } from './ask-claims.ts';
import type { Answered } from './compare-with-reach.ts';
import { FreeAddresses } from './free-addresses.ts';
import { hostIdOf } from './host-id-of.ts';
import { OPEN, openGroup } from './strangers.ts';

/** What the claims of reach.yml ask, as connections, with those who open and accept them. */
export interface ClaimedConnections {
  /** The network with everybody in it whom a claim supposes. */
  readonly network: LabNetwork;
  readonly attempts: readonly Attempt[];
  /** Of each attempt. */
  readonly answers: readonly Answered[];
}

/**
 * Writes down each question as a connection. Whoever a claim supposes gets an interface in the network: in the subnet,
 * and with the groups, that the claim says.
 */
export function claimsAsConnections(
  { stacks, questions }: AskedClaims,
  network: LabNetwork,
): ClaimedConnections {
  const translation = new Translation(stacks, network);
  const attempts = questions.map((each) => translation.attempt(each));
  return {
    network: translation.network(),
    attempts,
    answers: questions.map(({ answer }) => answer),
  };
}

/** From the ids of templates to those that the emulator gave. */
class Translation {
  readonly #stacks: readonly Stack[];
  readonly #network: LabNetwork;
  readonly #free: FreeAddresses;
  readonly #supposed = new Map<string, Host>();

  constructor(stacks: readonly Stack[], network: LabNetwork) {
    this.#stacks = stacks;
    this.#network = network;
    this.#free = FreeAddresses.beside(network);
  }

  network(): LabNetwork {
    return {
      ...this.#network,
      groups: [...this.#network.groups, openGroup],
      hosts: [...this.#network.hosts, ...this.#supposed.values()],
    };
  }

  attempt({ from, own, to, port, world }: Asked): Attempt {
    const { nodes } = world.reachability.network;
    const source = this.#end(from, nodes.get(from));
    const address = own && this.#addressOf(source, own);
    return {
      from: source,
      to: this.#end(balancerBefore(to, world) ?? to, nodes.get(to)),
      port,
      ...(address !== undefined && { address }),
    };
  }

  /** @throws Error for a subnet in which the host is not: a packet from elsewhere would answer another question */
  #addressOf(id: string, { subnet }: AskedInterface): string {
    const place = this.#physical(subnet) ?? subnet;
    const host = this.network().hosts.find((each) => each.id === id);
    const own = host?.interfaces.find((each) => each.subnet === place);
    if (!own) throw new Error(`${id} has no interface in ${place}`);
    return own.address;
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
function balancerBefore(id: string, { network }: World): string | undefined {
  const groups = [...network.targetGroups].flatMap(([group, { targets }]) =>
    targets.some((target) => target.function === id) ? [group] : [],
  );
  return network.listeners.find(({ rules }) =>
    rules.some(({ targetGroups }) => targetGroups.some((group) => groups.includes(group))),
  )?.loadBalancer;
}
