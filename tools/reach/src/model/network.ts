import type { AddressRange } from './address-range.ts';

/**
 * The network as plain data. It knows VPCs, groups and routes, and nothing of templates.
 * Every id is `<stack>/<LogicalId>`, or what the templates call a thing that is not in them (`sg-1234`); an id that
 * starts with `?` is one that the templates do not settle.
 */
export interface Network {
  readonly vpcs: ReadonlyMap<Id, Vpc>;
  readonly subnets: ReadonlyMap<Id, Subnet>;
  readonly routeTables: ReadonlyMap<Id, RouteTable>;
  readonly networkAcls: ReadonlyMap<Id, NetworkAcl>;
  readonly groups: ReadonlyMap<Id, Group>;
  /** Internet gateways, each with the VPCs it is attached to. */
  readonly internetGateways: ReadonlyMap<Id, InternetGateway>;
  /** Why internet gateways may carry nothing at all. */
  readonly publicAccessBlock: PublicAccessBlock | undefined;
  /** What may add anything to the network, so that no answer is certain. */
  readonly expansion: Perhaps | undefined;
  readonly natGateways: ReadonlyMap<Id, NatGateway>;
  readonly peerings: ReadonlyMap<Id, Peering>;
  readonly gatewayEndpoints: readonly GatewayEndpoint[];
  readonly interfaceEndpoints: readonly InterfaceEndpoint[];
  readonly listeners: readonly Listener[];
  readonly targetGroups: ReadonlyMap<Id, TargetGroup>;
  /** By target group. */
  readonly targetServers: ReadonlyMap<Id, TargetServers>;
  readonly permissions: readonly Permission[];
  readonly nodes: ReadonlyMap<Id, Node>;
  readonly attachments: readonly Attachment[];
}

export type Id = string;

/** Why something cannot be said before the deploy, as half a sentence that names the logical id. */
export interface Unknown {
  readonly unknown: string;
}

/** Something that may apply, and why that is not certain. */
export interface Perhaps extends Unknown {
  readonly id: Id;
}

export type OrUnknown<T> = T | Unknown;

/** Addresses; for those that are not known, perhaps a wider range that holds them. */
export type Addresses =
  | readonly AddressRange[]
  | (Unknown & { readonly within: readonly AddressRange[] | undefined });

/** "Block public access to VPCs and subnets". */
export interface PublicAccessBlock extends Unknown {
  /** Only ingress is blocked: what NAT gateways carry passes. */
  readonly natPasses: boolean;
}

export interface Vpc {
  readonly id: Id;
  readonly ranges: OrUnknown<readonly AddressRange[]>;
  /** Both DNS attributes are on, which private DNS of interface endpoints needs. */
  readonly dns: OrUnknown<boolean>;
}

export interface Subnet {
  readonly id: Id;
  readonly vpc: Id;
  readonly ranges: Addresses;
  /** Name of the Availability Zone. */
  readonly zone: string | undefined;
  readonly routeTable: Id;
  /** Tables that it may have instead. */
  readonly perhapsTables: readonly Perhaps[];
  readonly networkAcl: Id;
  /** ACLs that it may have instead. */
  readonly perhapsAcls: readonly Perhaps[];
  /** Instances get a public address unless they say otherwise. */
  readonly givesPublicAddresses: OrUnknown<boolean>;
}

export interface RouteTable {
  readonly id: Id;
  /** What to name in an answer: the table itself, or the VPC for its main table. */
  readonly at: Id;
  readonly vpc: Id;
  readonly main: boolean;
  readonly routes: readonly Route[];
}

export interface Route {
  readonly id: Id;
  readonly destination: OrUnknown<AddressRange>;
  readonly target: RouteTarget;
  /** Why it may not be a route of this table. */
  readonly perhaps?: Unknown;
  /** A virtual private gateway adds it, for whatever it learns of. */
  readonly propagated?: boolean;
}

export type RouteTarget =
  | { readonly kind: 'local' }
  | { readonly kind: 'internet-gateway'; readonly id: Id }
  | { readonly kind: 'nat-gateway'; readonly id: Id }
  | { readonly kind: 'peering'; readonly id: Id }
  /** It leads to what does not exist, and so nowhere. */
  | { readonly kind: 'blackhole' }
  /** A target that is outside the model, such as a transit gateway: what it is, and whether it may lie in the VPC. */
  | { readonly kind: 'other'; readonly id: Id; readonly what: string; readonly inside: boolean };

export interface InternetGateway {
  readonly id: Id;
  readonly vpcs: readonly Id[];
  /** VPCs that it may be attached to. */
  readonly perhapsVpcs: readonly Perhaps[];
  /** Route tables that traffic entering by it is, or may be, routed by first. */
  readonly edges: readonly EdgeAssociation[];
}

/** The association of a route table with a gateway. */
export interface EdgeAssociation {
  readonly id: Id;
  readonly routeTable: Id;
}

export interface NatGateway {
  readonly id: Id;
  /** Absent for a regional NAT gateway, which lies in no subnet. */
  readonly subnet: Id | undefined;
  readonly vpc: Id | undefined;
  readonly public: OrUnknown<boolean>;
  readonly hasElasticIp: OrUnknown<boolean>;
}

export interface Peering {
  readonly id: Id;
  readonly vpcs: readonly [Id, Id];
  /** Its VPCs lie in two Regions. */
  readonly crossesRegions: OrUnknown<boolean>;
  readonly accepted: OrUnknown<boolean>;
}

export interface GatewayEndpoint {
  readonly id: Id;
  readonly vpc: Id;
  readonly service: OrUnknown<string>;
  readonly routeTables: readonly Id[];
  /** Why it may be of any other table of its VPC; undefined when its tables are certain. */
  readonly perhapsOfAny: Unknown | undefined;
}

/** The interface endpoint's own interfaces are those of the node with the same id. */
export interface InterfaceEndpoint {
  readonly id: Id;
  readonly vpc: Id;
  readonly service: OrUnknown<string>;
  /** The service's own name leads to the endpoint inside the VPC. */
  readonly privateDns: OrUnknown<boolean>;
}

export interface NetworkAcl {
  readonly id: Id;
  /** What to name in an answer: the ACL itself, or the VPC for its default ACL. */
  readonly at: Id;
  readonly isDefault: boolean;
  readonly inbound: readonly AclEntry[];
  readonly outbound: readonly AclEntry[];
}

export interface AclEntry {
  readonly id: Id;
  /** Lower numbers are asked first. */
  readonly number: OrUnknown<number>;
  readonly allows: OrUnknown<boolean>;
  readonly traffic: Traffic;
  readonly ranges: OrUnknown<readonly AddressRange[]>;
  /** Why it may not be an entry of this ACL. */
  readonly perhaps?: Unknown;
}

export type Protocol = 'tcp' | 'udp';

/** What a rule or an entry is about, from its protocol and its ports. */
export interface Traffic {
  readonly protocol: OrUnknown<Protocol | 'any' | 'other'>;
  readonly ports: Ports;
}

/** Ports; of those that are not known, the wider range that holds them. */
export type Ports = PortRange | (Unknown & { readonly within: PortRange });

export interface PortRange {
  readonly from: number;
  readonly to: number;
}

export const ALL_PORTS: PortRange = { from: 0, to: 65535 };

export interface Group {
  readonly id: Id;
  /** What to name in an answer: the group itself, or the VPC for its default group. */
  readonly at: Id;
  /** Undefined where it is not known. */
  readonly vpc: Id | undefined;
  readonly isDefault: boolean;
  readonly inbound: readonly Rule[];
  readonly outbound: readonly Rule[];
  /** Set for a group that is not in the templates: it may have more rules than are known. */
  readonly perhapsMore: Unknown | undefined;
}

export interface Rule {
  /** The resource that states the rule: the group, or a rule resource. */
  readonly id: Id;
  readonly traffic: Traffic;
  readonly peer: Peer;
  /** Why it may not be a rule of this group. */
  readonly perhaps?: Unknown;
}

export type Peer =
  | { readonly kind: 'ranges'; readonly ranges: readonly AddressRange[]; readonly name: string }
  | { readonly kind: 'group'; readonly group: Id }
  /** The private address of a node that has only one. */
  | { readonly kind: 'node'; readonly node: Id }
  /** The one public address of a node, such as the Elastic IP of a NAT gateway. */
  | { readonly kind: 'public-address'; readonly node: Id }
  /** The prefix list of an AWS service. */
  | { readonly kind: 'service'; readonly service: string }
  /** IPv6, which no question here is about. */
  | { readonly kind: 'ipv6' }
  | { readonly kind: 'unknown'; readonly unknown: string };

/** Something with network interfaces, or a function without any. */
export interface Node {
  readonly id: Id;
  readonly kind: NodeKind;
  readonly interfaces: readonly Interface[];
  /** Set when not all of its interfaces are known. */
  readonly perhapsMore: Unknown | undefined;
  /** Only for load balancers: `application` ones can stand before functions. */
  readonly balancer?: 'application' | 'network' | 'gateway' | 'classic';
}

/**
 * Something that may open connections on behalf of others, the internet among them: a resource that is not modelled, or
 * a VPC link. Its interfaces, if it has any, are those of the node with the same id.
 */
export interface Attachment extends Perhaps {
  /** Nodes that it leads to whatever its own groups say, such as the load balancers behind an accelerator. */
  readonly leadsTo: readonly Id[];
  /** Why it may lead to any load balancer. */
  readonly leadsToAny: Unknown | undefined;
  /** What it leads to at most, where that is known. */
  readonly limitedTo: readonly Id[] | undefined;
  /** It certainly leads others on, by these doors. */
  readonly isModelled: boolean;
  /** Ways to invoke a function that stand behind it, as `doors` names them. */
  readonly doors: readonly {
    readonly name: string;
    readonly at: Id;
    /** Who may use it, in words, where that is read. */
    readonly admits?: string;
  }[];
}

/** Whether an attachment leads to a node, or may, whatever its groups say. */
export function leadsToNode({ leadsTo, leadsToAny }: Attachment, { id, balancer }: Node): boolean {
  return leadsTo.includes(id) || (leadsToAny !== undefined && balancer !== undefined);
}

export type NodeKind =
  | 'function'
  | 'load-balancer'
  | 'interface-endpoint'
  | 'service'
  | 'instance'
  | 'nat-gateway'
  | 'database'
  | 'file-system'
  | 'network-interface'
  | 'vpc-link'
  /** Of a type that is not modelled. */
  | 'attached';

export interface Interface {
  readonly node: Id;
  readonly subnet: Id;
  /** Its own address where it is fixed; else any of its subnet's. */
  readonly address: AddressRange | undefined;
  readonly groups: WornGroups;
  readonly publicAddress: OrUnknown<boolean>;
}

/** The groups of an interface; `unfiltered` for one that security groups do not apply to. */
export type WornGroups =
  | {
      readonly kind: 'groups';
      readonly ids: readonly Id[];
      readonly perhapsMore: Unknown | undefined;
    }
  | { readonly kind: 'unfiltered' };

export interface Listener {
  readonly id: Id;
  readonly loadBalancer: Id;
  /** Why it may be of any other load balancer; undefined when its own is certain. */
  readonly perhapsOfAny: Unknown | undefined;
  readonly port: OrUnknown<number>;
  /** Those that it answers. */
  readonly protocols: OrUnknown<readonly Protocol[]>;
  /** In the order in which the load balancer asks them; the default action comes last. */
  readonly rules: readonly ListenerRule[];
}

export interface ListenerRule {
  /** The rule, or the listener for its default action. */
  readonly id: Id;
  readonly isDefault: boolean;
  /** It takes every request from its sources, so that no later rule is asked about those. */
  readonly takesAll: OrUnknown<boolean>;
  /** Addresses it is limited to. */
  readonly sources: OrUnknown<readonly AddressRange[]> | undefined;
  /** What it forwards to. */
  readonly targetGroups: readonly Id[];
  /** What it does instead, in words, when it forwards to nothing known. */
  readonly otherwise: string;
  /** Why it may not be as it seems, or not be of this listener at all. */
  readonly unknown: Unknown | undefined;
}

export interface TargetGroup {
  readonly id: Id;
  readonly targets: readonly InvokedFunction[];
  /** Application Load Balancers that a Network Load Balancer has as target. */
  readonly balancers: readonly Id[];
  readonly perhapsMore: Unknown | undefined;
}

/** What a Network Load Balancer finds in a target group: the targets that the templates name. */
export interface TargetServers {
  readonly servers: readonly TargetServer[];
  /** They see the client's address, and not that of the load balancer. */
  readonly seeClientAddress: OrUnknown<boolean>;
}

/** A node that answers as a target, on a port. */
export interface TargetServer {
  readonly node: Id;
  readonly port: OrUnknown<number>;
}

/** A function as it is invoked: by itself, or by an alias or version. */
export interface InvokedFunction {
  readonly function: Id;
  readonly qualifier: Id | undefined;
}

/** A statement of a function's resource policy, as far as load balancers are concerned. */
export interface Permission {
  readonly id: Id;
  readonly invoked: InvokedFunction;
  /** Why it may not be a permission of this function. */
  readonly perhaps: Unknown | undefined;
  /** Lets load balancers invoke at all. */
  readonly balancers: OrUnknown<boolean>;
  /** The target groups that it is limited to; undefined: not limited. */
  readonly targetGroups:
    | { readonly yes: readonly Id[]; readonly perhaps: readonly Id[] }
    | undefined;
  /** It names this account, or none. */
  readonly ownAccount: OrUnknown<boolean>;
  /** Its limits in words. */
  readonly limits: string;
}

/** Every port that these may be. */
export function widestPorts(ports: Ports): PortRange {
  return isUnknown(ports) ? ports.within : ports;
}

export function isUnknown<T>(value: OrUnknown<T>): value is Unknown {
  return typeof value === 'object' && value !== null && 'unknown' in value;
}
