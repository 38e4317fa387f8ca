import type { IpPermission } from '@aws-sdk/client-ec2';
import { apiPorts } from '../../../../config/api-address.js';
import type { Network } from '../aws/network.ts';
import type { Stack } from '../aws/stack.ts';
import type { DeployedSystem } from '../system/deployed-system.ts';
import type { Claims } from './claims.ts';

/** What AWS writes for "no egress": a group without any would get "anywhere". */
const NO_EGRESS = 'out all 127.0.0.1/32';

/**
 * Every rule of every group of the design, no more and no less. A group of the team's own (a database's, say) may be
 * called by any of them, and is open to other groups only.
 */
export function claimSecurityGroups(
  claims: Claims,
  { settings }: DeployedSystem,
  { securityGroups }: Network,
): void {
  const endpoints = settings.logsEndpoint ? settings.existingVpc?.interfaceEndpoints : undefined;
  const expected: Record<string, string[]> = {
    ...rulesOfThree(apiPorts(settings), endpoints?.logs?.securityGroupId),
    ...(settings.ecsCaller && ecsCallerRules(settings.container.port)),
  };
  const isOwn = (peer: string) => securityGroups.has(peer) && !DESIGNED.includes(peer);
  const idOf = new Map(
    [...securityGroups].map(([logicalId, { GroupId = '' }]) => [GroupId, logicalId]),
  );
  claims.equal(
    'network',
    'security groups',
    [...securityGroups.keys()].filter((id) => !isOwn(id)).sort(),
    Object.keys(expected).sort(),
  );
  for (const [id, group] of securityGroups) {
    const rules = [
      ...(group.IpPermissions ?? []).flatMap((rule) => describe('in', rule, idOf)),
      ...(group.IpPermissionsEgress ?? []).flatMap((rule) => describe('out', rule, idOf)),
    ];
    if (isOwn(id)) {
      const toAddresses = rules.filter(
        ({ line, peer }) => line !== NO_EGRESS && !securityGroups.has(peer),
      );
      claims.equal(id, 'rules for addresses', toAddresses, []);
      continue;
    }
    const found = rules.filter(
      ({ line, peer }) =>
        !(isOwn(peer) && (line.startsWith('out') || id === 'EndpointSecurityGroup')),
    );
    claims.equal(id, 'rules', found.map(({ line }) => line).sort(), expected[id]?.sort());
  }
}

/** Physical ids of the groups in the network's stack that are the team's own. */
export function ownGroups({ resources }: Stack): readonly string[] {
  return [...resources].flatMap(([logicalId, id]) =>
    logicalId.endsWith('SecurityGroup') && !DESIGNED.includes(logicalId) ? [id] : [],
  );
}

function rulesOfThree(ports: readonly number[], adoptedGroup?: string): Record<string, string[]> {
  return {
    ApiClientSecurityGroup: [
      NO_EGRESS,
      ...ports.map((port) => `out tcp ${port} ApiLoadBalancerSecurityGroup`),
      'out tcp 443 EndpointSecurityGroup',
      ...(adoptedGroup ? [`out tcp 443 ${adoptedGroup}`] : []),
    ],
    ApiLoadBalancerSecurityGroup: [
      ...ports.map((port) => `in tcp ${port} ApiClientSecurityGroup`),
      NO_EGRESS,
    ],
    EndpointSecurityGroup: [
      'in tcp 443 ApiClientSecurityGroup',
      'in tcp 443 InternetClientSecurityGroup',
      NO_EGRESS,
    ],
    InternetClientSecurityGroup: [NO_EGRESS, 'out tcp 443 0.0.0.0/0'],
  };
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

/** The groups of the design, on whatever stage. */
const DESIGNED = Object.keys({ ...rulesOfThree([1]), ...ecsCallerRules(1) });

/** One line per peer: `in tcp 80 ApiClientSecurityGroup`, and the peer. */
function describe(
  direction: 'in' | 'out',
  rule: IpPermission,
  idOf: ReadonlyMap<string, string>,
): { readonly line: string; readonly peer: string }[] {
  const { IpProtocol, FromPort, ToPort } = rule;
  const ports = FromPort === ToPort ? FromPort : `${FromPort}-${ToPort}`;
  const what = IpProtocol === '-1' ? 'all' : `${IpProtocol} ${ports}`;
  const peers = [
    ...(rule.IpRanges ?? []).map(({ CidrIp }) => CidrIp),
    ...(rule.Ipv6Ranges ?? []).map(({ CidrIpv6 }) => CidrIpv6),
    ...(rule.PrefixListIds ?? []).map(({ PrefixListId }) => PrefixListId),
    ...(rule.UserIdGroupPairs ?? []).map(({ GroupId = '' }) => idOf.get(GroupId) ?? GroupId),
  ];
  return peers.map((peer = '') => ({ line: `${direction} ${what} ${peer}`, peer }));
}
