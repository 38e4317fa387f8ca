import type { Snapshot } from './snapshot.ts';

export interface ElasticIps {
  /** Of the Region, whoever uses them. */
  readonly inUse: number;
  /** Undefined when AWS does not say. */
  readonly quota: number | undefined;
}

/** Elastic IPs of the Region against their quota, "EC2-VPC Elastic IPs". */
export function elasticIps({
  Addresses = [],
  AccountAttributes = [],
}: Pick<Snapshot, 'Addresses' | 'AccountAttributes'>): ElasticIps {
  const quota = AccountAttributes.find(
    ({ AttributeName }) => AttributeName === 'vpc-max-elastic-ips',
  )?.AttributeValues?.[0]?.AttributeValue;
  return { inUse: Addresses.length, quota: quota === undefined ? undefined : Number(quota) };
}
