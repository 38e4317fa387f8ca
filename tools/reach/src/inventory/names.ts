import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { idOf } from './load-balancing.ts';

/** A name that people gave, and the physical id of what has it. */
type Named = readonly [name: string | undefined, id: string];

/**
 * The Name tags and names of who lives in the VPC → their ids. A name that two have, or that is the id of another, names
 * nothing. Subnets and groups go by their ids: a group is often called like the instance that wears it.
 */
export function namesOf(
  snapshot: Snapshot,
  resources: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, string> {
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
  const count = new Map<string, number>();
  for (const [name = ''] of all) count.set(name, (count.get(name) ?? 0) + 1);
  return new Map(
    all.flatMap(([name = '', id]): [string, string][] =>
      name !== '' && count.get(name) === 1 && !Object.hasOwn(resources, name) ? [[name, id]] : [],
    ),
  );
}

type Tags = NonNullable<Snapshot['Subnets']>[number]['Tags'];

const nameTag = (tags: Tags) => tags?.find(({ Key }) => Key === 'Name')?.Value || undefined;
