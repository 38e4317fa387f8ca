import { isUnknown, type OrUnknown } from '../../model/network.ts';
import type { Resource } from '../../template/resource.ts';
import type { StackSet } from '../../template/system.ts';
import type { Value } from '../../template/value.ts';
import { findNamed, findSubnetGroup } from '../read/find-named.ts';
import { perhapsOwner, readBoolean, readText } from '../read/read-value.ts';

/** Whether a managed service has a public address. */
export type PublicAccess = (resource: Resource, set: StackSet) => OrUnknown<boolean>;

/** By the property that many of them have for it. */
export function byProperty(byDefault: boolean): PublicAccess {
  return (resource) => readBoolean(resource.get('PubliclyAccessible'), byDefault);
}

/** "Public access" of Amazon MSK: only by Elastic IPs that the service provides. */
export function isPublicKafka(cluster: Resource): OrUnknown<boolean> {
  const type = readText(
    cluster.get('BrokerNodeGroupInfo', 'ConnectivityInfo', 'PublicAccess', 'Type'),
  );
  if (type === undefined || type === 'DISABLED') return false;
  return typeof type === 'string' ? true : type;
}

/** "AWS::Batch::ComputeEnvironment": its jobs may be given public addresses by their definition or their subnet. */
export function isPublicCompute({ id }: Resource): OrUnknown<boolean> {
  return { unknown: `whether the jobs of ${id} get public addresses` };
}

/** "Cluster API server endpoint": public unless that is turned off, at an address that is none of the cluster's own. */
export function isPublicCluster(cluster: Resource): OrUnknown<boolean> {
  const access = cluster.get('ResourcesVpcConfig', 'EndpointPublicAccess');
  if (readBoolean(access, true) === false) return false;
  return { unknown: `the public endpoint of ${cluster.id} is not modelled` };
}

/**
 * "CreateDBInstance": without PubliclyAccessible it is private in a subnet group of the templates, and perhaps not in
 * the default one.
 */
export function isPublicDatabase(database: Resource, set: StackSet): OrUnknown<boolean> {
  const stated = statedPublic(database, set);
  if (stated !== undefined) return stated;
  const name =
    database.get('DBSubnetGroupName') ??
    findCluster(database.get('DBClusterIdentifier'), set)?.get('DBSubnetGroupName');
  return findSubnetGroup(set, name) ? false : { unknown: `whether ${database.id} is public` };
}

/**
 * "AWS::RDS::DBCluster": a Multi-AZ DB cluster states itself whether it is public. That of Aurora leaves it to its
 * instances, and its endpoints lead to all of them.
 * @returns undefined where it is not stated
 */
function statedPublic(database: Resource, set: StackSet): OrUnknown<boolean> | undefined {
  const value = database.get('PubliclyAccessible');
  const own = value === undefined ? undefined : readBoolean(value, false);
  if (database.type === INSTANCE) return own;
  const engine = readText(database.get('Engine'));
  const isLeft = typeof engine === 'string' ? engine.startsWith('aurora') : own === undefined;
  if (!isLeft) return own;
  const ofInstances = set
    .ofType((type) => type === INSTANCE)
    .map((instance) => {
      const isPublic = statedPublic(instance, set);
      const cluster = instance.get('DBClusterIdentifier');
      if (isPublic === false || findCluster(cluster, set)?.id === database.id) return isPublic;
      return perhapsOwner(cluster) ?? false;
    });
  if (ofInstances.includes(true)) return true;
  const unknown = ofInstances.find((each) => each !== undefined && isUnknown(each));
  return unknown ?? (ofInstances.includes(undefined) ? undefined : false);
}

const INSTANCE = 'AWS::RDS::DBInstance';

function findCluster(name: Value | undefined, set: StackSet): Resource | undefined {
  return findNamed(set, 'AWS::RDS::DBCluster', 'DBClusterIdentifier', name);
}
