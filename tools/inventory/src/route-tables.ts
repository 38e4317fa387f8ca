import type { Snapshot } from './snapshot.ts';

type RouteTable = NonNullable<Snapshot['RouteTables']>[number];
type Association = NonNullable<RouteTable['Associations']>[number];
type Route = NonNullable<RouteTable['Routes']>[number];

/** EC2 shows the association of a route table for a while after it has ended. */
export function isAssociated({ AssociationState: { State = '' } = {} }: Association): boolean {
  return !/^(disassociated|failed)$/.test(State);
}

/** A subnet without an association of its own uses the main route table (VPC user guide, "Subnet route tables"). */
export function routeTableOf(
  subnetId: string,
  { RouteTables = [] }: Pick<Snapshot, 'RouteTables'>,
): RouteTable | undefined {
  const own = RouteTables.find(({ Associations = [] }) =>
    Associations.some((each) => each.SubnetId === subnetId && isAssociated(each)),
  );
  const main = RouteTables.find(({ Associations = [] }) => Associations.some(({ Main }) => Main));
  return own ?? main;
}

/** Does it lead to an endpoint, of a service or of appliances? */
export const isOfEndpoint = ({ GatewayId = '' }: Route) => GatewayId.startsWith('vpce-');

/** Such a route is to the prefix list of a service; those of appliances are to blocks ("Gateway Load Balancer endpoints"). */
export const isOfGatewayEndpoint = (route: Route) =>
  isOfEndpoint(route) && route.DestinationPrefixListId !== undefined;
