import type { AddressRange } from '../model/address-range.ts';
import type { Id, Interface, Network, Node, OrUnknown } from '../model/network.ts';
import { interfaceParty } from '../model/party.ts';
import { JoinedVpcs } from './joined-vpcs.ts';
import { type End, mayForwardInside } from './private-link.ts';

/** Where a node's private addresses lie. */
interface Home {
  readonly vpc: Id;
  readonly isPublic: boolean;
}

/** The interfaces of a network as ends of connections, each made once, and which of them may be near each other. */
export class Ends {
  private readonly ends = new Map<Interface, End>();
  private readonly joined: JoinedVpcs;
  private readonly homes = new Map<Id, Home | null>();
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
      const forwardsInside = subnet !== undefined && mayForwardInside(this.network, subnet);
      const party = interfaceParty(each, kind, subnet, taken);
      end = { interface: each, party, vpc, forwardsInside };
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

  /** Whether rules at one end may name groups of the other. */
  groupsCross(source: End, destination: End): OrUnknown<boolean> {
    return this.joined.groupsCross(source.vpc, destination.vpc);
  }

  /** Nodes whose private addresses lie in VPCs that nothing joins: most pairs of a large system. */
  isOutOfReach(from: Id, to: Id): boolean {
    const there = this.homeOf(to);
    if (there === null || there.isPublic) return false;
    const here = this.homeOf(from);
    return here !== null && !this.joined.mayBeJoined(here.vpc, there.vpc);
  }

  /** Where a node lies, null if not all of it lies in one VPC. Functions are asked through their load balancers. */
  private homeOf(id: Id): Home | null {
    let home = this.homes.get(id);
    if (home === undefined) {
      home = this.findHome(this.network.nodes.get(id));
      this.homes.set(id, home);
    }
    return home;
  }

  private findHome(node: Node | undefined): Home | null {
    if (!node || node.perhapsMore || node.kind === 'function') return null;
    const [vpc, ...others] = node.interfaces.map((each) => this.of(each, node).vpc);
    if (vpc === undefined || others.some((other) => other !== vpc)) return null;
    return { vpc, isPublic: node.interfaces.some((each) => each.publicAddress !== false) };
  }
}
