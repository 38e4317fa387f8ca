import type { EC2Client } from '@aws-sdk/client-ec2';
import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { Route53Client } from '@aws-sdk/client-route-53';
import { InputError } from '@private-lambda/command-line/input-error';
import * as v from 'valibot';
import { type PartReaders, readAllowed } from './part-readers.ts';
import { functionReaders } from './read-functions.ts';
import { loadBalancingReaders } from './read-load-balancing.ts';
import { nameReaders } from './read-names.ts';
import { networkReaders } from './read-network.ts';
import { type Part, SNAPSHOT_VERSION, type Snapshot, snapshotSchema } from './snapshot.ts';

/** What a snapshot is read from. */
export interface InventoryAccount {
  /** Account id. */
  readonly id: string;
  readonly region: string;
  readonly ec2: EC2Client;
  readonly elb: ElasticLoadBalancingV2Client;
  readonly lambda: LambdaClient;
  readonly route53: Route53Client;
}

export interface ReadOptions {
  readonly vpcId: string;
  /** What names the VPC, for a refusal. */
  readonly where?: string;
  /** Called with each part as its answer comes. */
  readonly progress?: (part: string) => void;
}

/**
 * Reads what an account has in and around one VPC. It changes nothing.
 * @throws InputError INVENTORY_VPC_ID_INVALID, INVENTORY_VPC_NOT_FOUND; whatever else the SDK throws
 */
export async function readSnapshot(
  { id, region, ec2, elb, lambda, route53 }: InventoryAccount,
  { vpcId, where = '--vpc-id', progress = () => {} }: ReadOptions,
): Promise<Snapshot> {
  if (!/^vpc-[0-9a-z]+$/.test(vpcId)) {
    throw new InputError(
      'INVENTORY_VPC_ID_INVALID',
      `${where}: found ${JSON.stringify(vpcId)}, expected an id such as vpc-0123456789abcdef0`,
    );
  }
  const loadBalancing = loadBalancingReaders(elb, vpcId);
  const targets = async () => new Set(await idsOfTargets(loadBalancing));
  const network = networkReaders(ec2, vpcId);
  const readers: PartReaders = {
    ...network,
    ...nameReaders(route53, vpcId, region, async () => network.Vpcs?.()),
    ...loadBalancing,
    ...functionReaders(lambda, vpcId, targets),
  };
  const notFound = new InputError(
    'INVENTORY_VPC_NOT_FOUND',
    `${where}: ${vpcId} does not exist in account ${id}, Region ${region}`,
  );
  const { parts, notKnown } = await readAllowed(readers, progress).catch((error: unknown) => {
    throw error instanceof Error && /^InvalidVpcI[Dd]/.test(error.name) ? notFound : error;
  });
  const snapshot = asSnapshot({
    SnapshotVersion: SNAPSHOT_VERSION,
    TakenAt: new Date().toISOString(),
    AccountId: id,
    Region: region,
    VpcId: vpcId,
    NotKnown: notKnown,
    ...parts,
  });
  if (snapshot.Vpcs?.length === 0) throw notFound;
  const Subnets = withTags(snapshot.Subnets);
  return Subnets ? { ...snapshot, Subnets } : snapshot;
}

export interface PartsOptions extends ReadOptions {
  readonly parts: readonly Part[];
}

/**
 * Reads some parts about the network of one VPC. Unlike the whole, it holds everything that was asked for, or throws.
 * @throws what the SDK throws
 */
export async function readParts(
  { ec2, region }: Pick<InventoryAccount, 'ec2' | 'region'>,
  { vpcId, parts, progress = () => {} }: PartsOptions,
): Promise<Snapshot> {
  const readers = networkReaders(ec2, vpcId);
  const answers = await Promise.all(
    parts.map(async (part) => {
      const answer = (await readers[part]?.()) ?? [];
      progress(part);
      return [part, answer] as const;
    }),
  );
  return asSnapshot({
    SnapshotVersion: SNAPSHOT_VERSION,
    Region: region,
    VpcId: vpcId,
    ...Object.fromEntries(answers),
  });
}

/** EC2 leaves the tags of what has none out; a snapshot without tags (withoutNames, or hand-made) has none on purpose. */
function withTags(Subnets: Snapshot['Subnets']): Snapshot['Subnets'] {
  return Subnets?.map((subnet) => ({ ...subnet, Tags: subnet.Tags ?? [] }));
}

/** Dates of the SDK become text, as the AWS CLI prints them. */
function asSnapshot(value: object): Snapshot {
  return v.parse(snapshotSchema, JSON.parse(JSON.stringify(value)));
}

async function idsOfTargets({ TargetHealthDescriptions }: ReturnType<typeof loadBalancingReaders>) {
  const byGroup = await TargetHealthDescriptions();
  return Object.values(byGroup).flatMap((targets) =>
    targets.flatMap(({ Target }) => Target?.Id ?? []),
  );
}
