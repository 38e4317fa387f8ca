import type { Snapshot } from '@private-lambda/inventory/snapshot';

type RouteTable = NonNullable<Snapshot['RouteTables']>[number];

/** A subnet of the VPC, as far as choosing goes. */
export interface VpcSubnet {
  readonly id: string;
  readonly cidr: string;
  /** Name of its zone in this account. */
  readonly zone: string;
  readonly freeAddresses: number;
  /** Does its route table lead to an internet gateway? */
  readonly isPublic: boolean;
}

/** The IPv4 subnets of a snapshot, by block. */
export function readSubnets(snapshot: Snapshot): readonly VpcSubnet[] {
  const { Subnets = [] } = snapshot;
  return Subnets.flatMap(
    ({ SubnetId, CidrBlock, AvailabilityZone = '', AvailableIpAddressCount = 0 }) =>
      CidrBlock
        ? [
            {
              id: SubnetId,
              cidr: CidrBlock,
              zone: AvailabilityZone,
              freeAddresses: AvailableIpAddressCount,
              isPublic: leadsToInternet(routeTableOf(SubnetId, snapshot)),
            },
          ]
        : [],
  );
}

/** A subnet without an association of its own uses the main route table (VPC user guide, "Subnet route tables"). */
function routeTableOf(subnetId: string, { RouteTables = [] }: Snapshot): RouteTable | undefined {
  const own = RouteTables.find(({ Associations = [] }) =>
    Associations.some(({ SubnetId }) => SubnetId === subnetId),
  );
  const main = RouteTables.find(({ Associations = [] }) => Associations.some(({ Main }) => Main));
  return own ?? main;
}

function leadsToInternet(table: RouteTable | undefined): boolean {
  return (table?.Routes ?? []).some(
    ({ DestinationCidrBlock, GatewayId, State }) =>
      DestinationCidrBlock === '0.0.0.0/0' &&
      GatewayId?.startsWith('igw-') === true &&
      State !== 'blackhole',
  );
}
