import { type Id, isUnknown, type Subnet, type Vpc } from '../model/network.ts';
import type { Resource } from '../template/resource.ts';
import type { StackSet } from '../template/system.ts';
import { readRange } from './read-ranges.ts';
import { defaultAclId, mainTableId, readBoolean, readId, readText } from './read-value.ts';

/**
 * Subnets with their route table and network ACL.
 * "Subnet route tables", "Network ACL basics": a subnet without an association uses the VPC's main table and default ACL.
 */
export function buildSubnets(set: StackSet, vpcs: ReadonlyMap<Id, Vpc>): Map<Id, Subnet> {
  const tables = associations(set, 'AWS::EC2::SubnetRouteTableAssociation', 'RouteTableId');
  const acls = associations(set, 'AWS::EC2::SubnetNetworkAclAssociation', 'NetworkAclId');
  return new Map(
    set
      .ofType((type) => type === 'AWS::EC2::Subnet')
      .map((subnet) => {
        const vpc = readId(subnet.get('VpcId')) ?? `?the VPC of ${subnet.id}`;
        return [
          subnet.id,
          {
            id: subnet.id,
            vpc,
            ranges: rangesOf(subnet, vpcs.get(vpc)),
            zone: zoneOf(subnet),
            routeTable: tables.get(subnet.id) ?? mainTableId(vpc),
            networkAcl: acls.get(subnet.id) ?? defaultAclId(vpc),
            givesPublicAddresses: readBoolean(subnet.get('MapPublicIpOnLaunch'), false),
          },
        ];
      }),
  );
}

/** A subnet whose block is not known lies somewhere in its VPC, which often decides a rule all the same. */
function rangesOf(subnet: Resource, vpc: Vpc | undefined): Subnet['ranges'] {
  const range = readRange(subnet.get('CidrBlock')) ?? {
    unknown: `${subnet.id} gets its addresses from a pool`,
  };
  if (!isUnknown(range)) return [range];
  return { unknown: range.unknown, within: vpc && !isUnknown(vpc.ranges) ? vpc.ranges : undefined };
}

function zoneOf(subnet: Resource): string | undefined {
  const zone = readText(subnet.get('AvailabilityZone') ?? subnet.get('AvailabilityZoneId'));
  return typeof zone === 'string' ? zone : undefined;
}

function associations(set: StackSet, type: string, property: string): Map<Id, Id> {
  const found = new Map<Id, Id>();
  for (const association of set.ofType((candidate) => candidate === type)) {
    const subnet = readId(association.get('SubnetId'));
    const other = readId(association.get(property));
    if (subnet !== undefined && other !== undefined) found.set(subnet, other);
  }
  return found;
}
