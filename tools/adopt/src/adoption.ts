import type { AddressSlot } from '../../../config/az-letters.js';
import type { Stage } from '../../../config/stage.js';

/** What a stage file says of the VPC that it stands in, as `existingVpc`. */
export interface ExistingVpc {
  readonly id: string;
  /** IPv4 ranges, the primary one first. */
  readonly cidrs: readonly string[];
  /** Left out where the VPC has none, or nothing needs it. */
  readonly internetGatewayId?: string;
  /** Subnets for NAT gateways and the internet-facing load balancer; left out, own ones are made. */
  readonly publicSubnetIds?: Readonly<Partial<Record<AddressSlot, string>>>;
  /** The subnets of a VPC in which no subnet may be made; left out, own ones are made. */
  readonly privateSubnetIds?: Readonly<Partial<Record<AddressSlot, string>>>;
  /** Interface endpoints with private DNS that are used instead of own ones. */
  readonly interfaceEndpoints?: {
    readonly logs?: { readonly id: string; readonly securityGroupId: string };
  };
}

/** What `adopt` writes into a stage file. */
export interface Adoption {
  readonly existingVpc: ExistingVpc;
  /** Zone of each letter in use. */
  readonly azNames: ReadonlyMap<AddressSlot, string>;
  /** Blocks of own or existing subnets; empty where the tier has no subnets. */
  readonly publicSubnetCidrs: ReadonlyMap<AddressSlot, string>;
  readonly privateSubnetCidrs: ReadonlyMap<AddressSlot, string>;
  /** What the user should know, one line each; the plan stands. */
  readonly notes: readonly string[];
}

/** Why a stage cannot stand in a VPC, with the way out: one line each. */
export interface Refusal {
  readonly problems: readonly string[];
}

export type AdoptedSettings = Pick<
  Stage,
  | 'azs'
  | 'natMode'
  | 'natElasticIps'
  | 'logsEndpoint'
  | 'containerEndpoints'
  | 'callerInternetAccess'
  | 'ecsCaller'
  | 'apiProtocol'
  | 'apiPort'
  | 'apiTlsPort'
  | 'container'
>;

/** A block that another stage file has in the same VPC, deployed or not. */
export interface OtherBlock {
  readonly stage: string;
  readonly cidr: string;
}

/**
 * What a stage file says of a VPC since an earlier adoption. It stays: a network that stands there would be replaced by
 * other zones, blocks or subnets.
 */
export interface Ledger {
  readonly zones: ReadonlyMap<AddressSlot, string>;
  readonly private: ReadonlyMap<AddressSlot, string>;
  readonly public: ReadonlyMap<AddressSlot, string>;
  readonly privateSubnetIds?: readonly string[];
  readonly publicSubnetIds?: NonNullable<ExistingVpc['publicSubnetIds']>;
}

export interface AdoptOptions {
  readonly settings: AdoptedSettings;
  /** Subnets that the user names for the private tier: nothing of the network is made then but groups. */
  readonly privateSubnetIds?: readonly string[];
  /** What the stage file says of this VPC already. */
  readonly ledger: Ledger;
  readonly otherBlocks?: readonly OtherBlock[];
}
