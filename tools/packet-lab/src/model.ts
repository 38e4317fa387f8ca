/** An IPv4 block, `10.0.0.0/16`. */
export type Cidr = string;

/** A network in a Region, as plain facts: all that decides which packet arrives. Nothing in it is unknown. */
export interface LabNetwork {
  readonly vpcs: readonly Vpc[];
  readonly subnets: readonly Subnet[];
  readonly routeTables: readonly RouteTable[];
  readonly acls: readonly Acl[];
  readonly groups: readonly Group[];
  readonly hosts: readonly Host[];
  readonly gatewayEndpoints: readonly GatewayEndpoint[];
  readonly peerings: readonly Peering[];
  /** Who is outside: hosts on the internet, and AWS's own services by their public addresses. */
  readonly outside: readonly Outsider[];
}

export interface Vpc {
  readonly id: string;
  readonly blocks: readonly Cidr[];
  /** Whether an internet gateway is attached. */
  readonly hasInternetGateway: boolean;
}

export interface Subnet {
  readonly id: string;
  readonly vpc: string;
  readonly block: Cidr;
  readonly routeTable: string;
  readonly acl: string;
}

export interface RouteTable {
  readonly id: string;
  readonly vpc: string;
  /** Without the local routes, which follow from the VPC. */
  readonly routes: readonly Route[];
}

export interface Route {
  readonly destination: Cidr;
  readonly target:
    | { readonly kind: 'internet-gateway' }
    /** `id` of a host, a peering or a gateway endpoint. */
    | { readonly kind: 'nat-gateway' | 'peering' | 'gateway-endpoint'; readonly id: string }
    | { readonly kind: 'blackhole' };
}

export type Protocol = 'any' | 'tcp' | 'udp' | 'icmp';

/** Both ends included; all of them for a protocol that has none. */
export interface Ports {
  readonly from: number;
  readonly to: number;
}

export interface AclEntry {
  readonly number: number;
  readonly direction: 'in' | 'out';
  readonly allows: boolean;
  readonly protocol: Protocol;
  readonly ports: Ports;
  readonly block: Cidr;
}

export interface Acl {
  readonly id: string;
  readonly entries: readonly AclEntry[];
}

export interface GroupRule {
  readonly protocol: Protocol;
  readonly ports: Ports;
  readonly peer: { readonly blocks: readonly Cidr[] } | { readonly group: string };
}

export interface Group {
  readonly id: string;
  readonly inbound: readonly GroupRule[];
  readonly outbound: readonly GroupRule[];
}

export type HostKind =
  | 'function'
  | 'instance'
  /** Of ECS, with a network interface of its own (`awsvpc`). */
  | 'task'
  | 'load-balancer'
  | 'interface-endpoint'
  | 'nat-gateway';

/** Whoever has network interfaces in a VPC. */
export interface Host {
  readonly id: string;
  readonly kind: HostKind;
  readonly interfaces: readonly Interface[];
  /** TCP ports on which it answers; what is not one of these is as good as closed. */
  readonly listens: readonly number[] | 'every port';
  /** The outsider whose name leads here instead, for everybody in the VPC: private DNS of an interface endpoint. */
  readonly standsFor?: string;
}

export interface Interface {
  readonly subnet: string;
  /** Private IPv4 address, of nobody else in the VPC. */
  readonly address: string;
  readonly publicAddress: string | undefined;
  /** Groups that it wears; undefined where no security group applies. */
  readonly groups: readonly string[] | undefined;
}

/** Without a subnet and without groups; the routes of tables lead to it. */
export interface GatewayEndpoint {
  readonly id: string;
  readonly vpc: string;
  /** The outsider that it leads to. */
  readonly service: string;
}

/** An accepted connection between two VPCs of the Region. */
export interface Peering {
  readonly id: string;
  readonly vpcs: readonly [string, string];
}

export interface Outsider {
  readonly id: string;
  readonly kind: 'internet' | 'service';
  readonly address: string;
}

export const ALL_PORTS: Ports = { from: 0, to: 65_535 };

/** The rule of a group that lets everything in, or out. */
export const EVERYTHING: GroupRule = {
  protocol: 'any',
  ports: ALL_PORTS,
  peer: { blocks: ['0.0.0.0/0'] },
};
