import type { Snapshot } from './snapshot.ts';

type RouteTable = NonNullable<Snapshot['RouteTables']>[number];
type Association = NonNullable<RouteTable['Associations']>[number];

/** EC2 shows the association of a route table for a while after it has ended. */
export function isAssociated({ AssociationState: { State = '' } = {} }: Association): boolean {
  return !/^(disassociated|failed)$/.test(State);
}
