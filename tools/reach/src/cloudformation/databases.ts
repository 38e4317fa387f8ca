import { type Certainty, isUnknown, type Node } from '../model/network.ts';
import type { Resource } from '../template/resource.ts';
import type { StackSet } from '../template/system.ts';
import { Unknown, type Value } from '../template/value.ts';
import { findNamed } from './find-named.ts';
import type { NodeContext } from './instances.ts';
import { groupReader, interfacesIn } from './interfaces.ts';
import { mayBeAny, readBoolean, readText } from './read-value.ts';

/** "Working with a DB instance in a VPC": somewhere in its subnet group, with the VPC's default group if it states none. */
export function buildDatabase(database: Resource, { set, subnets }: NodeContext): Node {
  const cluster = clusterOf(database, set);
  const get = (name: string) =>
    cluster instanceof Unknown ? cluster : (cluster ?? database).get(name);
  const subnetGroup = findNamed(
    set,
    'AWS::RDS::DBSubnetGroup',
    'DBSubnetGroupName',
    database.get('DBSubnetGroupName') ?? get('DBSubnetGroupName'),
  );
  const node = { id: database.id, kind: 'database' } as const;
  if (!subnetGroup) {
    const more = { unknown: `the subnets of ${database.id} are not in the templates` };
    return { ...node, interfaces: [], more };
  }
  return {
    ...node,
    ...interfacesIn(
      database.id,
      subnetGroup.get('SubnetIds'),
      groupReader(get('VPCSecurityGroups') ?? get('VpcSecurityGroupIds'), subnets),
      publicAddressOf(database, set),
    ),
  };
}

/**
 * "AWS::RDS::DBInstance": the groups and the subnet group of an instance in a cluster are the cluster's.
 * @returns undefined for a database that is in no cluster
 */
function clusterOf(database: Resource, set: StackSet): Resource | Unknown | undefined {
  if (database.type !== INSTANCE) return undefined;
  const name = database.get('DBClusterIdentifier');
  if (name === undefined) return undefined;
  const missing = `${database.id}.DBClusterIdentifier`;
  return findCluster(name, set) ?? new Unknown(missing, 'a cluster that is not in the templates');
}

/**
 * "AWS::RDS::DBCluster": a Multi-AZ DB cluster states itself whether it is public. That of Aurora leaves it to its
 * instances, and its endpoints lead to all of them.
 */
function publicAddressOf(database: Resource, set: StackSet): Certainty {
  const own = readBoolean(database.get('PubliclyAccessible'), false);
  if (database.type === INSTANCE) return own;
  const engine = readText(database.get('Engine'));
  const isAurora = typeof engine === 'string' && engine.startsWith('aurora');
  if (own !== false && !isAurora) return own;
  const ofInstances = set
    .ofType((type) => type === INSTANCE)
    .map((instance) => {
      const isPublic = readBoolean(instance.get('PubliclyAccessible'), false);
      const cluster = instance.get('DBClusterIdentifier');
      if (isPublic === false || findCluster(cluster, set)?.id === database.id) return isPublic;
      return mayBeAny(cluster) ?? false;
    });
  return ofInstances.find((each) => each === true) ?? ofInstances.find(isUnknown) ?? false;
}

const INSTANCE = 'AWS::RDS::DBInstance';

function findCluster(name: Value | undefined, set: StackSet): Resource | undefined {
  return findNamed(set, 'AWS::RDS::DBCluster', 'DBClusterIdentifier', name);
}
