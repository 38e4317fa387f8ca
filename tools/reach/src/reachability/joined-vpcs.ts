import type { Id, Network, OrUnknown, Route } from '../model/network.ts';
import { groupsCross, mayBePeered } from '../rules/peering.ts';

/** Which VPCs private addresses may be reached from: what most pairs of a large system can be told apart by. */
export class JoinedVpcs {
  private readonly joined = new Pairs((from, to) => {
    return mayBePeered(this.network, from, to) || this.leadOutside(from, to);
  });
  private readonly crossing = new Pairs((from, to) => groupsCross(this.network, from, to));
  private outward: ReadonlySet<Id> | undefined;

  constructor(private readonly network: Network) {}

  /** Whether two VPCs are one, or joined, or may be; undefined is a VPC that is not known. */
  mayBeJoined(from: Id | undefined, to: Id | undefined): boolean {
    return from === undefined || to === undefined || from === to || this.joined.of(from, to);
  }

  /** Whether rules in one may name groups of the other. */
  groupsCross(from: Id | undefined, to: Id | undefined): OrUnknown<boolean> {
    return from === undefined || to === undefined || from === to || this.crossing.of(from, to);
  }

  /** Both VPCs have routes to what is outside the model or the templates, and may meet there. */
  private leadOutside(from: Id, to: Id): boolean {
    this.outward ??= outwardVpcs(this.network);
    return this.outward.has(from) && this.outward.has(to);
  }
}

/** What is said of two VPCs, found once. */
class Pairs<T> {
  private readonly known = new Map<Id, Map<Id, T>>();

  constructor(private readonly find: (from: Id, to: Id) => T) {}

  of(from: Id, to: Id): T {
    let others = this.known.get(from);
    if (!others) {
      others = new Map();
      this.known.set(from, others);
    }
    let found = others.get(to);
    if (found === undefined) {
      found = this.find(from, to);
      others.set(to, found);
    }
    return found;
  }
}

function outwardVpcs({ subnets, routeTables, peerings }: Network): Set<Id> {
  const leadsOutside = ({ target }: Route) =>
    target.kind === 'other' || (target.kind === 'peering' && !peerings.has(target.id));
  const isOutward = (table: Id) => routeTables.get(table)?.routes.some(leadsOutside) ?? true;
  const outward = [...subnets.values()].filter(({ routeTable, perhapsTables }) =>
    [routeTable, ...perhapsTables.map(({ id }) => id)].some(isOutward),
  );
  return new Set(outward.map(({ vpc }) => vpc));
}
