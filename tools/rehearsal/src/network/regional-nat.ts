import {
  type Acl,
  ALL_PORTS,
  type Host,
  type RouteTable,
  type Subnet,
} from '@private-lambda/packet-lab/model';

/** What a lab has in the place of a regional NAT gateway. */
export interface Place {
  readonly subnet: Subnet;
  readonly table: RouteTable;
  readonly acl: Acl;
}

/**
 * "Regional NAT gateways": in no subnet, behind no network ACL, with a table of its own that leads to the internet gateway.
 * In a lab whoever has an interface has a subnet: this one is of the gateway's address alone, and called after it. One
 * interface stands for those of all zones, which decide nothing.
 */
export function placeOfRegionalNat({ id, interfaces }: Host, vpc: string): Place {
  const everything = {
    allows: true,
    protocol: 'any',
    ports: ALL_PORTS,
    block: '0.0.0.0/0',
  } as const;
  return {
    subnet: { id, vpc, block: `${interfaces[0]?.address}/32`, routeTable: id, acl: id },
    table: {
      id,
      vpc,
      routes: [{ destination: '0.0.0.0/0', target: { kind: 'internet-gateway' } }],
    },
    acl: {
      id,
      entries: [
        { number: 100, direction: 'in', ...everything },
        { number: 100, direction: 'out', ...everything },
      ],
    },
  };
}
