import type { PackagedResource } from '@private-lambda/system/read-packaged';

/** A stack that the policy is about. */
export interface Stack {
  readonly name: string;
  readonly resources: readonly PackagedResource[];
}

/** What a policy is made for. */
export interface Subject {
  /** Value of the tag `project` on everything. */
  readonly project: string;
  readonly stage: string;
  readonly stacks: readonly Stack[];
  /** Stacks that are read and never changed: the network of another stage. */
  readonly readStacks: readonly string[];
  /** Name of the managed policy that bounds every role. */
  readonly boundary: string;
  /** Does services/deployer make it? Else it is somebody else's, and there. */
  readonly makesBoundary: boolean;
  /** The name of its own that the stage's HTTP API has; empty for none. */
  readonly publicDomainName: string;
  readonly records: readonly NameRecord[];
  /** ARNs of the certificates that the stage shows. */
  readonly certificates: readonly string[];
  /** Has the stage a regional NAT gateway? */
  readonly makesRegionalNat: boolean;
  /** What others made and the stage uses, by its ids: the VPC and the subnets that it stands in, and Elastic IPs. */
  readonly existing: {
    readonly vpc?: string;
    readonly subnets: readonly string[];
    readonly elasticIps: readonly string[];
  };
}

/** A record that a deploy writes: its name, and the id of its hosted zone. */
export interface NameRecord {
  readonly name: string;
  readonly hostedZoneId: string;
}

/** A statement of a policy; ARNs in it name account, Region and partition as CloudFormation does (`${AWS::Region}`). */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Condition;
}

/** Operator → key → values. */
export type Condition = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
