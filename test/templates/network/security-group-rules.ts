import {
  at,
  listOf,
  referencedId,
  resourcesOfType,
  type Template,
} from '../../support/template.ts';

export interface SecurityGroupRule {
  /** Logical id of the rule, or of the group that states it inline. */
  id: string;
  inline: boolean;
  group: string;
  direction: 'in' | 'out';
  /** Logical id of a group, or an address block. */
  peer: string;
  /** `tcp 443`, `tcp 1-65535`, `-1` for everything */
  traffic: string;
}

const directions = [
  { direction: 'in', inlineKey: 'SecurityGroupIngress', type: 'AWS::EC2::SecurityGroupIngress' },
  { direction: 'out', inlineKey: 'SecurityGroupEgress', type: 'AWS::EC2::SecurityGroupEgress' },
] as const;

/** Every rule of every security group, inline or a resource of its own. */
export function securityGroupRules(template: Template): SecurityGroupRule[] {
  return directions.flatMap(({ direction, inlineKey, type }) => {
    const inlineRules = resourcesOfType(template, 'AWS::EC2::SecurityGroup').flatMap(
      ([id, group]) =>
        listOf(at(group.Properties, inlineKey)).map((properties) => ({
          ...{ id, inline: true, group: id, direction },
          ...peerAndTraffic(properties),
        })),
    );
    const ownRules = resourcesOfType(template, type).map(([id, { Properties }]) => ({
      ...{ id, inline: false, direction },
      group: referencedId(at(Properties, 'GroupId')) ?? 'a group outside the stack',
      ...peerAndTraffic(Properties),
    }));
    return [...inlineRules, ...ownRules];
  });
}

function peerAndTraffic(rule: unknown): Pick<SecurityGroupRule, 'peer' | 'traffic'> {
  const group = at(rule, 'SourceSecurityGroupId') ?? at(rule, 'DestinationSecurityGroupId');
  const block = at(rule, 'CidrIp') ?? at(rule, 'CidrIpv6');
  const [protocol, from, to] = ['IpProtocol', 'FromPort', 'ToPort'].map((key) => at(rule, key));
  const ports = from === to ? from : `${from}-${to}`;
  return {
    peer: referencedId(group) ?? (typeof block === 'string' ? block : JSON.stringify(rule)),
    traffic: ports === undefined ? String(protocol) : `${protocol} ${ports}`,
  };
}
