import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { defaultGroupId } from '../model/id.ts';
import { type Declaration, declare, ref } from './declaration.ts';

type Group = NonNullable<Snapshot['SecurityGroups']>[number];
type Permission = NonNullable<Group['IpPermissions']>[number];

/** AWS's own way to say none: an empty list would mean the rule that lets everything out. */
const NO_EGRESS = [{ IpProtocol: '-1', CidrIp: '127.0.0.1/32' }];

/** Security groups and prefix lists, as a template would declare them. */
export function declareGroups({
  SecurityGroups = [],
  PrefixListEntries = {},
  PrefixLists = [],
}: Snapshot): readonly Declaration[] {
  const groups = SecurityGroups.map((group) => {
    const egress = (group.IpPermissionsEgress ?? []).flatMap((each) => rules(each, 'Destination'));
    return declare(groupId(group), 'AWS::EC2::SecurityGroup', {
      VpcId: ref(group.VpcId),
      GroupName: group.GroupName,
      SecurityGroupIngress: (group.IpPermissions ?? []).flatMap((each) => rules(each, 'Source')),
      SecurityGroupEgress: egress.length > 0 ? egress : NO_EGRESS,
    });
  });
  const managed = new Set(
    PrefixLists.filter(({ OwnerId }) => OwnerId === 'AWS').map(({ PrefixListId }) => PrefixListId),
  );
  const lists = Object.entries(PrefixListEntries)
    .filter(([id]) => !managed.has(id))
    .map(([id, Entries]) => declare(id, 'AWS::EC2::PrefixList', { Entries }));
  return [...groups, ...lists];
}

/** The VPC's default group goes by its VPC, as it does where templates name it. */
export function groupId({ GroupId, GroupName, VpcId = '' }: Group): string {
  return GroupName === 'default' ? defaultGroupId(VpcId) : GroupId;
}

function rules(permission: Permission, end: 'Source' | 'Destination'): object[] {
  const { IpProtocol, FromPort, ToPort } = permission;
  const traffic = {
    IpProtocol,
    ...(FromPort !== undefined && { FromPort }),
    ...(ToPort !== undefined && { ToPort }),
  };
  return [
    ...(permission.IpRanges ?? []).map(({ CidrIp }) => ({ ...traffic, CidrIp })),
    ...(permission.Ipv6Ranges ?? []).map(({ CidrIpv6 }) => ({ ...traffic, CidrIpv6 })),
    ...(permission.PrefixListIds ?? []).map(({ PrefixListId }) => ({
      ...traffic,
      [`${end}PrefixListId`]: PrefixListId,
    })),
    ...(permission.UserIdGroupPairs ?? []).map(({ GroupId }) => ({
      ...traffic,
      [`${end}SecurityGroupId`]: GroupId,
    })),
  ];
}
