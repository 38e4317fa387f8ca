import { type Id, isUnknown, type Subnet, type Vpc } from '../model/network.ts';
import { shownId } from '../model/words.ts';
import type { Resource } from '../template/resource.ts';
import type { StackSet } from '../template/system.ts';
import { readRange } from './read-ranges.ts';
import {
  defaultAclId,
  mainTableId,
  mayBeAny,
  readBoolean,
  readId,
  readText,
} from './read-value.ts';

/**
 * Subnets with their route table and network ACL.
 * "Subnet route tables", "Network ACL basics": a subnet without an association uses the VPC's main table and default ACL.
 */
export function buildSubnets(set: StackSet, vpcs: ReadonlyMap<Id, Vpc>): Map<Id, Subnet> {
  const tables = associations(set, 'AWS::EC2::SubnetRouteTableAssociation', 'RouteTableId');
  const acls = associations(set, 'AWS::EC2::SubnetNetworkAclAssociation', 'NetworkAclId');
  const strayAcls = strayAssociations(set);
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
            perhapsAcls: acls.has(subnet.id)
              ? []
              : strayAcls.filter((each) => each.vpc === vpc || each.vpc.startsWith('?')),
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

/** ACLs that are put on a subnet nobody has named: perhaps one of these, if it is of the same VPC. */
function strayAssociations(set: StackSet) {
  const vpcOf = new Map(
    set
      .ofType((type) => type === 'AWS::EC2::NetworkAcl')
      .map((acl) => [acl.id, readId(acl.get('VpcId')) ?? '']),
  );
  return set
    .ofType((type) => type === 'AWS::EC2::SubnetNetworkAclAssociation')
    .flatMap((association) => {
      const doubt = mayBeAny(association.get('SubnetId'));
      if (!doubt) return [];
      const acl = readId(association.get('NetworkAclId')) ?? '';
      const unknown = `on which subnet ${association.id} puts ${shownId(acl)}: ${doubt.unknown}`;
      return [{ acl, vpc: vpcOf.get(acl) ?? '?', unknown }];
    });
}
