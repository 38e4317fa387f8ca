import { defaultSubnetId } from '../../model/default-subnet.ts';
import { shownId, unknownId } from '../../model/id.ts';
import { type Certainty, type Id, isUnknown, type Node } from '../../model/network.ts';
import type { Resource } from '../../template/resource.ts';
import type { StackSet } from '../../template/system.ts';
import { UnknownValue, type Value } from '../../template/value.ts';
import { findNamed } from '../read/find-named.ts';
import { perhapsOwner, readBoolean, readId, readText } from '../read/read-value.ts';
import type { NodeContext } from './instances.ts';
import { groupReader, interfacesIn } from './interfaces.ts';

/**
 * "Working with a DB instance in a VPC": somewhere in its subnet group, with the VPC's default group if it states none.
 * "CreateDBInstance": without PubliclyAccessible it is private in a subnet group of the templates, and perhaps not in
 * the default one.
 */
export function buildDatabase(database: Resource, { set, subnets }: NodeContext): Node {
  const cluster = clusterOf(database, set);
  const get = (name: string) =>
    cluster instanceof UnknownValue ? cluster : (cluster ?? database).get(name);
  const name = database.get('DBSubnetGroupName') ?? get('DBSubnetGroupName');
  const subnetGroup = findNamed(set, 'AWS::RDS::DBSubnetGroup', 'DBSubnetGroupName', name);
  const byDefault = subnetGroup ? false : { unknown: `whether ${database.id} is public` };
  return {
    id: database.id,
    kind: 'database',
    ...interfacesIn(
      database.id,
      subnetGroup ? subnetGroup.get('SubnetIds') : absentSubnet(database.id, name),
      groupReader(get('VPCSecurityGroups') ?? get('VpcSecurityGroupIds'), subnets),
      statedPublic(database, set) ?? byDefault,
    ),
  };
}

function absentSubnet(database: Id, subnetGroup: Value | undefined): Id {
  const group = readId(subnetGroup);
  return group === undefined
    ? defaultSubnetId(database)
    : unknownId(`the subnet of ${database} (${shownId(group)})`);
}

/**
 * "AWS::RDS::DBInstance": the groups and the subnet group of an instance in a cluster are the cluster's.
 * @returns undefined for a database that is in no cluster
 */
function clusterOf(database: Resource, set: StackSet): Resource | UnknownValue | undefined {
  if (database.type !== INSTANCE) return undefined;
  const name = database.get('DBClusterIdentifier');
  if (name === undefined) return undefined;
  const missing = `${database.id}.DBClusterIdentifier`;
  return (
    findCluster(name, set) ?? new UnknownValue(missing, 'a cluster that is not in the templates')
  );
}

/**
 * "AWS::RDS::DBCluster": a Multi-AZ DB cluster states itself whether it is public. That of Aurora leaves it to its
 * instances, and its endpoints lead to all of them.
 * @returns undefined where it is not stated
 */
function statedPublic(database: Resource, set: StackSet): Certainty | undefined {
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
