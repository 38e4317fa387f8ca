import type { Id, Network, Route } from '../model/network.ts';
import { mayBePeered } from '../rules/peering.ts';

/** Which VPCs private addresses may be reached from: what most pairs of a large system can be told apart by. */
export class JoinedVpcs {
  private readonly network: Network;
  private readonly known = new Map<Id, Map<Id, boolean>>();
  private outward: ReadonlySet<Id> | undefined;

  constructor(network: Network) {
    this.network = network;
  }

  /** Whether two VPCs are one, or joined, or may be; undefined is a VPC that is not known. */
  mayBeJoined(from: Id | undefined, to: Id | undefined): boolean {
    if (from === undefined || to === undefined || from === to) return true;
    let others = this.known.get(from);
    if (!others) {
      others = new Map();
      this.known.set(from, others);
    }
    let joined = others.get(to);
    if (joined === undefined) {
      joined = mayBePeered(this.network, from, to) || this.leadOutside(from, to);
      others.set(to, joined);
    }
    return joined;
  }

  /** Both VPCs have routes to what is outside the model or the templates, and may meet there. */
  private leadOutside(from: Id, to: Id): boolean {
    this.outward ??= outwardVpcs(this.network);
    return this.outward.has(from) && this.outward.has(to);
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
