import { defaultAclId, isUnknownId, mainTableId, shownId, unknownId } from '../../model/id.ts';
import { type Id, isUnknown, type Perhaps, type Subnet, type Vpc } from '../../model/network.ts';
import type { Resource } from '../../template/resource.ts';
import type { StackSet } from '../../template/system.ts';
import { readRange } from '../read/read-ranges.ts';
import { perhapsOwner, readBoolean, readId, readText } from '../read/read-value.ts';

/**
 * Subnets with their route table and network ACL.
 * "Subnet route tables", "Network ACL basics": a subnet without an association uses the VPC's main table and default ACL.
 */
export function buildSubnets(set: StackSet, vpcs: ReadonlyMap<Id, Vpc>): Map<Id, Subnet> {
  const tables = associations(set, 'AWS::EC2::SubnetRouteTableAssociation', 'RouteTableId');
  const acls = associations(set, 'AWS::EC2::SubnetNetworkAclAssociation', 'NetworkAclId');
  const perhapsTables = perhapsAssociations(set, {
    association: 'AWS::EC2::SubnetRouteTableAssociation',
    property: 'RouteTableId',
    of: 'AWS::EC2::RouteTable',
  });
  const perhapsAcls = perhapsAssociations(set, {
    association: 'AWS::EC2::SubnetNetworkAclAssociation',
    property: 'NetworkAclId',
    of: 'AWS::EC2::NetworkAcl',
  });
  return new Map(
    set
      .ofType((type) => type === 'AWS::EC2::Subnet')
      .map((subnet) => {
        const vpc = readId(subnet.get('VpcId')) ?? unknownId(`the VPC of ${subnet.id}`);
        return [
          subnet.id,
          {
            id: subnet.id,
            vpc,
            ranges: rangesOf(subnet, vpcs.get(vpc)),
            zone: zoneOf(subnet),
            routeTable: tables.get(subnet.id) ?? mainTableId(vpc),
            perhapsTables: tables.has(subnet.id) ? [] : inVpc(perhapsTables, vpc),
            networkAcl: acls.get(subnet.id) ?? defaultAclId(vpc),
            perhapsAcls: acls.has(subnet.id) ? [] : inVpc(perhapsAcls, vpc),
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

interface PerhapsOfVpc extends Perhaps {
  readonly vpc: Id;
}

/** Tables or ACLs that are put on a subnet nobody has named: perhaps on one of these, if it is of the same VPC. */
function perhapsAssociations(
  set: StackSet,
  { association, property, of }: Readonly<Record<'association' | 'property' | 'of', string>>,
): PerhapsOfVpc[] {
  const vpcOf = new Map(
    set.ofType((type) => type === of).map((owned) => [owned.id, readId(owned.get('VpcId')) ?? '']),
  );
  return set
    .ofType((type) => type === association)
    .flatMap((each) => {
      const id = readId(each.get(property)) ?? '';
      const unknown = perhapsOwner(
        each.get('SubnetId'),
        `on which subnet ${each.id} puts ${shownId(id)}`,
      );
      return unknown ? [{ id, vpc: vpcOf.get(id) ?? '?', ...unknown }] : [];
    });
}

function inVpc(ofAny: readonly PerhapsOfVpc[], vpc: Id): readonly PerhapsOfVpc[] {
  return ofAny.filter((each) => each.vpc === vpc || isUnknownId(each.vpc));
}
