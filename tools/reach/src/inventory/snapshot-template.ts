import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { withoutOwn } from '@private-lambda/inventory/without-own';
import { defaultAclId, mainTableId } from '../model/id.ts';
import type { Template } from '../template/template.ts';
import { declareInhabitants } from './inhabitants.ts';
import { declareLoadBalancing } from './load-balancing.ts';
import { namesOf } from './names.ts';
import { declareRouting } from './routing.ts';
import { declareGroups, groupId } from './security-groups.ts';

/** The stack that stands for what an account has: its nodes are `vpc/<physical id>`. */
export const INVENTORY_STACK = 'vpc';

/** Every part that an answer rests on. */
const PARTS = [
  'Vpcs',
  'VpcAttributes',
  'Subnets',
  'RouteTables',
  'InternetGateways',
  'NatGateways',
  'NetworkAcls',
  'SecurityGroups',
  'VpcEndpoints',
  'VpcPeeringConnections',
  'PrefixListEntries',
  'NetworkInterfaces',
  'LoadBalancers',
  'Listeners',
  'Rules',
  'TargetGroups',
  'TargetHealthDescriptions',
  'Functions',
  'FunctionPolicies',
  'FunctionUrlConfigs',
] as const;

/** Ids that EC2 gives, which stand for one thing wherever they are written. */
const PHYSICAL_ID = /^(acl|eni|i|igw|nat|pcx|pl|rtb|sg|subnet|vpc|vpce)-[0-9a-z]+$/;

export interface SnapshotTemplate {
  readonly template: Template;
  /** Physical id → `vpc/…`, as literal ids in templates are to be read. */
  readonly ids: ReadonlyMap<string, string>;
  /** `vpc/<Name tag>` → `vpc/<physical id>` of all that have it, as questions and claims may say it. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  /** Why there may be others in the VPC that the snapshot does not show; undefined where it shows all. */
  readonly unseen: string | undefined;
}

/**
 * What an account has, as if a template had declared it: one reader serves both. A part that is not known leaves every
 * answer open, because anything could stand in it.
 * @param stacks names of the stacks whose templates are given
 */
export function toTemplate(
  file: string,
  whole: Snapshot,
  stacks: ReadonlySet<string>,
): SnapshotTemplate {
  const snapshot = withoutOwn(whole, stacks);
  const resources = Object.fromEntries([
    ...declareRouting(snapshot),
    ...declareGroups(snapshot),
    ...declareInhabitants(snapshot),
    ...declareLoadBalancing(snapshot),
  ]);
  const missing = PARTS.filter((part) => whole[part] === undefined);
  const template: Template = {
    stack: INVENTORY_STACK,
    file,
    parameters: {},
    mappings: {},
    conditions: {},
    resources,
    outputs: {},
    functionGlobals: {},
    expansion:
      missing.length === 0 ? undefined : `what the inventory does not hold (${missing.join(', ')})`,
  };
  const physical = Object.keys(resources).filter((id) => PHYSICAL_ID.test(id));
  const ids = new Map(physical.map((id) => [id, `${INVENTORY_STACK}/${id}`]));
  for (const [own, id] of defaults(snapshot)) ids.set(own, `${INVENTORY_STACK}/${id}`);
  const vpc = (id: string) => `${INVENTORY_STACK}/${id}`;
  const names = new Map(
    [...namesOf(snapshot, resources)].map(([name, all]) => [
      vpc(name),
      all.map((id) => ids.get(id) ?? vpc(id)),
    ]),
  );
  return { template, ids, names, unseen: unseenIn(whole) };
}

/** VPC user guide, "Share your VPC subnets with other accounts": participants do not see each other's resources. */
function unseenIn({ VpcId, Vpcs = [], AccountId }: Snapshot): string | undefined {
  const owner = Vpcs.find((each) => each.VpcId === VpcId)?.OwnerId;
  if (owner === undefined || AccountId === undefined || owner === AccountId) return undefined;
  return `${VpcId} is shared by account ${owner}, and ${AccountId} does not see what other accounts have in it`;
}

/** What a VPC comes with goes by its VPC, wherever a template names it. */
function* defaults(snapshot: Snapshot): Generator<readonly [string, string]> {
  for (const group of snapshot.SecurityGroups ?? []) yield [group.GroupId, groupId(group)];
  for (const { NetworkAclId, VpcId = '', IsDefault } of snapshot.NetworkAcls ?? []) {
    if (IsDefault) yield [NetworkAclId, defaultAclId(VpcId)];
  }
  for (const { RouteTableId, VpcId = '', Associations = [] } of snapshot.RouteTables ?? []) {
    if (Associations.some(({ Main }) => Main)) yield [RouteTableId, mainTableId(VpcId)];
  }
}
