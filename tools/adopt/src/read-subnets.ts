import { routeTableOf } from '@private-lambda/inventory/route-tables';
import type { Snapshot } from '@private-lambda/inventory/snapshot';

type RouteTable = NonNullable<Snapshot['RouteTables']>[number];

/** A subnet of the VPC, as far as choosing goes. */
export interface VpcSubnet {
  readonly id: string;
  readonly cidr: string;
  /** Name of its zone in this account. */
  readonly zone: string;
  readonly freeAddresses: number;
  /** May a NAT gateway or an internet-facing load balancer stand in it? */
  readonly isPublic: boolean;
  /** Does any route of it lead to an internet gateway, be it for IPv6 or for a few addresses? Undefined: no table is known. */
  readonly leadsOut: boolean | undefined;
  /** Neither functions nor NAT gateways run on an Outpost. */
  readonly isOnOutpost: boolean;
  /** A snapshot without names does not say who made it. */
  readonly hasTags: boolean;
}

/** The IPv4 subnets of a snapshot, by block. */
export function readSubnets(snapshot: Snapshot): readonly VpcSubnet[] {
  const { Subnets = [] } = snapshot;
  return Subnets.flatMap((subnet) => {
    const { SubnetId: id, CidrBlock: cidr, OutpostArn, Tags } = subnet;
    if (!cidr) return [];
    const table = routeTableOf(id, snapshot);
    return {
      id,
      cidr,
      zone: subnet.AvailabilityZone ?? '',
      freeAddresses: subnet.AvailableIpAddressCount ?? 0,
      isPublic: HALVES.every((half) => isDoor(routeTo(half, table) ?? routeTo(ALL, table))),
      leadsOut: table && (table.Routes ?? []).some(isDoor),
      isOnOutpost: OutpostArn !== undefined,
      hasTags: Tags !== undefined,
    };
  });
}

const ALL = '0.0.0.0/0';
/** Some write the default route in two halves, and each goes before it ("Route priority"). */
const HALVES = ['0.0.0.0/1', '128.0.0.0/1'];

type Route = NonNullable<RouteTable['Routes']>[number];

const routeTo = (block: string, table: RouteTable | undefined): Route | undefined =>
  table?.Routes?.find(({ DestinationCidrBlock }) => DestinationCidrBlock === block);

/** Does it lead to an internet gateway? */
const isDoor = (route: Route | undefined): boolean =>
  route?.GatewayId?.startsWith('igw-') === true && route.State !== 'blackhole';
