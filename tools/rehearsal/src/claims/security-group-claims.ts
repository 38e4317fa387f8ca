import type { IpPermission } from '@aws-sdk/client-ec2';
import type { Network } from '../aws/network.ts';
import type { DeployedSystem } from '../system/deployed-system.ts';
import type { Claims } from './claims.ts';

/** What AWS writes for "no egress": a group without any would get "anywhere". */
const NO_EGRESS = 'out all 127.0.0.1/32';

/** Every rule of every group, no more and no less. */
export function claimSecurityGroups(
  claims: Claims,
  { settings }: DeployedSystem,
  { securityGroups }: Network,
): void {
  const port = settings.apiPort;
  const adopted = settings.logsEndpoint && settings.existingVpc?.interfaceEndpoints?.logs;
  const expected: Record<string, string[]> = {
    ApiClientSecurityGroup: [
      NO_EGRESS,
      `out tcp ${port} ApiLoadBalancerSecurityGroup`,
      'out tcp 443 EndpointSecurityGroup',
      ...(adopted ? [`out tcp 443 ${adopted.securityGroupId}`] : []),
    ],
    ApiLoadBalancerSecurityGroup: [`in tcp ${port} ApiClientSecurityGroup`, NO_EGRESS],
    EndpointSecurityGroup: [
      'in tcp 443 ApiClientSecurityGroup',
      'in tcp 443 InternetClientSecurityGroup',
      NO_EGRESS,
    ],
    InternetClientSecurityGroup: [NO_EGRESS, 'out tcp 443 0.0.0.0/0'],
    ...(settings.ecsCaller && ecsCallerRules(settings.container.port)),
  };
  const idOf = new Map(
    [...securityGroups].map(([logicalId, { GroupId = '' }]) => [GroupId, logicalId]),
  );
  claims.equal(
    'network',
    'security groups',
    [...securityGroups.keys()].sort(),
    Object.keys(expected).sort(),
  );
  for (const [id, group] of securityGroups) {
    const rules = [
      ...(group.IpPermissions ?? []).flatMap((rule) => describe('in', rule, idOf)),
      ...(group.IpPermissionsEgress ?? []).flatMap((rule) => describe('out', rule, idOf)),
    ];
    claims.equal(id, 'rules', rules.sort(), expected[id]?.sort());
  }
}

function ecsCallerRules(port: number): Record<string, string[]> {
  return {
    EcsCallerLoadBalancerSecurityGroup: [
      'in tcp 443 0.0.0.0/0',
      'in tcp 80 0.0.0.0/0',
      NO_EGRESS,
      `out tcp ${port} EcsCallerSecurityGroup`,
    ],
    EcsCallerSecurityGroup: [`in tcp ${port} EcsCallerLoadBalancerSecurityGroup`, NO_EGRESS],
  };
}

/** One line per peer: `in tcp 80 ApiClientSecurityGroup`. */
function describe(
  direction: 'in' | 'out',
  rule: IpPermission,
  idOf: ReadonlyMap<string, string>,
): string[] {
  const { IpProtocol, FromPort, ToPort } = rule;
  const ports = FromPort === ToPort ? FromPort : `${FromPort}-${ToPort}`;
  const what = IpProtocol === '-1' ? 'all' : `${IpProtocol} ${ports}`;
  const peers = [
    ...(rule.IpRanges ?? []).map(({ CidrIp }) => CidrIp),
    ...(rule.Ipv6Ranges ?? []).map(({ CidrIpv6 }) => CidrIpv6),
    ...(rule.PrefixListIds ?? []).map(({ PrefixListId }) => PrefixListId),
    ...(rule.UserIdGroupPairs ?? []).map(({ GroupId = '' }) => idOf.get(GroupId) ?? GroupId),
  ];
  return peers.map((peer) => `${direction} ${what} ${peer}`);
}
