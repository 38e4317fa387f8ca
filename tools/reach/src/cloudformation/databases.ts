import type { Node } from '../model/network.ts';
import type { Resource } from '../template/resource.ts';
import { findNamed } from './find-named.ts';
import type { NodeContext } from './instances.ts';
import { groupReader, interfacesIn } from './interfaces.ts';
import { readBoolean } from './read-value.ts';

/** "Working with a DB instance in a VPC": somewhere in its subnet group, with the VPC's default group if it states none. */
export function buildDatabase(database: Resource, { set, subnets }: NodeContext): Node {
  const subnetGroup = findNamed(
    set,
    'AWS::RDS::DBSubnetGroup',
    'DBSubnetGroupName',
    database.get('DBSubnetGroupName'),
  );
  const groups = database.get('VPCSecurityGroups') ?? database.get('VpcSecurityGroupIds');
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
      groupReader(groups, subnets),
      readBoolean(database.get('PubliclyAccessible'), false),
    ),
  };
}
