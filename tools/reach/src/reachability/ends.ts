import type { AddressRange } from '../model/address-range.ts';
import type { Id, Interface, Network, Node } from '../model/network.ts';
import { interfaceParty } from '../model/party.ts';
import { JoinedVpcs } from './joined-vpcs.ts';
import type { End } from './private-link.ts';

/** Where a node's private addresses lie. */
interface Home {
  readonly vpc: Id;
  readonly isPublic: boolean;
}

/** The interfaces of a network as ends of connections, each made once, and which of them may be near each other. */
export class Ends {
  private readonly ends = new Map<Interface, End>();
  private readonly joined: JoinedVpcs;
  private readonly homes = new Map<Node, Home | null>();
  private stated: ReadonlyMap<Id, readonly AddressRange[]> | undefined;

  constructor(private readonly network: Network) {
    this.joined = new JoinedVpcs(network);
  }

  of(each: Interface, { kind }: Node): End {
    let end = this.ends.get(each);
    if (!end) {
      const subnet = this.network.subnets.get(each.subnet);
      const vpc = subnet?.vpc;
      const taken = this.statedAddresses().get(each.subnet) ?? [];
      end = { interface: each, party: interfaceParty(each, kind, subnet, taken), vpc };
      this.ends.set(each, end);
    }
    return end;
  }

  /** By subnet, the private addresses that interfaces state as theirs, and that nobody else has. */
  private statedAddresses(): ReadonlyMap<Id, readonly AddressRange[]> {
    if (this.stated) return this.stated;
    const stated = new Map<Id, AddressRange[]>();
    for (const { interfaces } of this.network.nodes.values()) {
      for (const { subnet, address } of interfaces) {
        if (address) stated.set(subnet, [...(stated.get(subnet) ?? []), address]);
      }
    }
    this.stated = stated;
    return stated;
  }

  mayConnect(source: End, destination: End): boolean {
    return this.joined.mayBeJoined(source.vpc, destination.vpc);
  }

  /** Nodes whose private addresses lie in VPCs that nothing joins: most pairs of a large system. */
  isOutOfReach(from: Node, to: Node): boolean {
    const there = this.homeOf(to);
    if (there === undefined) return false;
    const here = this.homeOf(from);
    return here !== undefined && !this.joined.mayBeJoined(here.vpc, there.vpc) && !there.isPublic;
  }

  /** Where a node lies, if all of it lies in one VPC. Functions are asked through their load balancers. */
  private homeOf(node: Node): Home | undefined {
    const known = this.homes.get(node);
    if (known !== undefined) return known ?? undefined;
    const [first, ...others] = node.interfaces.map((each) => this.of(each, node).vpc);
    const one = first !== undefined && !node.more && others.every((vpc) => vpc === first);
    const home =
      one && node.kind !== 'function'
        ? { vpc: first, isPublic: node.interfaces.some((each) => each.publicAddress !== false) }
        : null;
    this.homes.set(node, home);
    return home ?? undefined;
  }
}
