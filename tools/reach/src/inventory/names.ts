import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { idOf } from './load-balancing.ts';

/** A name that people gave, and the physical id of what has it. */
type Named = readonly [name: string | undefined, id: string];

/**
 * The Name tags and names of who lives in the VPC → the ids of all that have it. The id of another is no name. Subnets
 * and groups go by their ids: a group is often called like the instance that wears it.
 */
export function namesOf(
  snapshot: Snapshot,
  resources: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, readonly string[]> {
  const instances = (snapshot.Reservations ?? []).flatMap(({ Instances = [] }) => Instances);
  const all: readonly Named[] = [
    ...instances.map(({ InstanceId, Tags }): Named => [nameTag(Tags), InstanceId]),
    ...(snapshot.NetworkInterfaces ?? []).map(
      ({ NetworkInterfaceId, TagSet }): Named => [nameTag(TagSet), NetworkInterfaceId],
    ),
    ...(snapshot.LoadBalancers ?? []).map(
      ({ LoadBalancerName, LoadBalancerArn }): Named => [LoadBalancerName, idOf(LoadBalancerArn)],
    ),
    ...(snapshot.VpcEndpoints ?? []).map(
      ({ Tags, VpcEndpointId }): Named => [nameTag(Tags), VpcEndpointId],
    ),
  ];
  const names = new Map<string, string[]>();
  for (const [name, id] of all) {
    if (name === undefined || Object.hasOwn(resources, name)) continue;
    names.set(name, [...(names.get(name) ?? []), id]);
  }
  return names;
}

type Tags = NonNullable<Snapshot['Subnets']>[number]['Tags'];

const nameTag = (tags: Tags) => tags?.find(({ Key }) => Key === 'Name')?.Value || undefined;
