import { InputError } from '@private-lambda/command-line/input-error';
import { parseRange } from '../model/address-range.ts';
import { isRecord } from './is-record.ts';
import type { ResourceDeclaration } from './resource-declaration.ts';

/** What a literal is checked for. */
interface Kind {
  readonly accepts: (text: string) => boolean;
  readonly expected: string;
}

const BLOCK: Kind = {
  accepts: isBlock,
  expected: 'a CIDR block, such as 10.0.0.0/16',
};
const ADDRESS: Kind = {
  accepts: isAddress,
  expected: 'an IPv4 address, such as 10.0.0.10',
};
const RULE_PORT = integer(-1, 65535);
const PORT = integer(1, 65535);
/** "Security group rules": a name that AWS knows, or a number of IANA. */
const PROTOCOL: Kind = {
  accepts: (text) => /^(tcp|udp|icmp|icmpv6|all)$/i.test(text) || integer(-1, 255).accepts(text),
  expected: 'tcp, udp, icmp, icmpv6, or a number from -1 to 255',
};

const RULE = { IpProtocol: PROTOCOL, FromPort: RULE_PORT, ToPort: RULE_PORT, CidrIp: BLOCK };
const BALANCER_PROTOCOLS = 'HTTP HTTPS TCP TLS UDP TCP_UDP QUIC TCP_QUIC GENEVE'.split(' ');

/** Properties whose literals AWS refuses when they are of another kind; `[]` stands for each item of a list. */
const LITERALS: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  'AWS::EC2::VPC': { CidrBlock: BLOCK },
  'AWS::EC2::VPCCidrBlock': { CidrBlock: BLOCK },
  'AWS::EC2::Subnet': { CidrBlock: BLOCK },
  'AWS::EC2::Route': { DestinationCidrBlock: BLOCK },
  'AWS::EC2::PrefixList': { 'Entries.[].Cidr': BLOCK },
  'AWS::EC2::SecurityGroupIngress': RULE,
  'AWS::EC2::SecurityGroupEgress': RULE,
  'AWS::EC2::SecurityGroup': {
    ...under('SecurityGroupIngress.[]', RULE),
    ...under('SecurityGroupEgress.[]', RULE),
  },
  'AWS::EC2::NetworkAclEntry': {
    CidrBlock: BLOCK,
    Protocol: integer(-1, 255),
    RuleNumber: integer(1, 32766),
    RuleAction: oneOf('allow', 'deny'),
    'PortRange.From': RULE_PORT,
    'PortRange.To': RULE_PORT,
  },
  'AWS::EC2::Instance': { PrivateIpAddress: ADDRESS },
  'AWS::EC2::NetworkInterface': { PrivateIpAddress: ADDRESS },
  'AWS::EC2::NatGateway': { ConnectivityType: oneOf('public', 'private') },
  'AWS::ECS::Service': {
    'NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp': oneOf('ENABLED', 'DISABLED'),
  },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    Scheme: oneOf('internal', 'internet-facing'),
    Type: oneOf('application', 'network', 'gateway'),
  },
  'AWS::ElasticLoadBalancingV2::Listener': { Port: PORT, Protocol: oneOf(...BALANCER_PROTOCOLS) },
  'AWS::ElasticLoadBalancingV2::ListenerRule': {
    Priority: integer(1, 50_000),
    'Conditions.[].SourceIpConfig.Values.[]': BLOCK,
  },
  'AWS::ElasticLoadBalancingV2::TargetGroup': {
    Port: PORT,
    Protocol: oneOf(...BALANCER_PROTOCOLS),
    TargetType: oneOf('instance', 'ip', 'lambda', 'alb'),
  },
};

/**
 * Refuses what is written in a template and no deploy would take, so that no answer stands on it. Values of functions
 * and parameters are not looked at: they may be others.
 * @throws InputError `REACH_TEMPLATE_LITERAL`
 */
export function refuseLiterals(
  file: string,
  resources: Readonly<Record<string, ResourceDeclaration>>,
): void {
  for (const [id, { type, properties }] of Object.entries(resources)) {
    const kinds = Object.hasOwn(LITERALS, type) ? LITERALS[type] : undefined;
    for (const [path, { accepts, expected }] of Object.entries(kinds ?? {})) {
      const literals = literalsAt(properties, path.split('.'));
      const wrong = literals.find((literal) => !accepts(literal));
      if (wrong === undefined) continue;
      throw new InputError(
        'REACH_TEMPLATE_LITERAL',
        `${file}: ${id}.${path.replaceAll('.[]', '')}: "${wrong}" is refused by AWS; expected ${expected}`,
      );
    }
  }
}

/** The texts and numbers at a path. A lone mapping counts as a list of one. */
function literalsAt(raw: unknown, [name, ...rest]: readonly string[]): string[] {
  if (name === undefined) {
    return typeof raw === 'string' || typeof raw === 'number' ? literal(String(raw).trim()) : [];
  }
  if (name === '[]') return [raw].flat().flatMap((item) => literalsAt(item, rest));
  if (!isRecord(raw) || !Object.hasOwn(raw, name)) return [];
  return literalsAt(raw[name], rest);
}

/** A dynamic reference is a text, and stands for another one. */
function literal(text: string): string[] {
  return text === '' || text.includes('{{resolve:') ? [] : [text];
}

function isBlock(text: string): boolean {
  if (text.includes(':')) return parseRange(text) === 'ipv6';
  const [address = '', bits = '', another] = text.split('/');
  return isAddress(address) && /^\d+$/.test(bits) && Number(bits) <= 32 && another === undefined;
}

function isAddress(text: string): boolean {
  return /^\d+(\.\d+){3}$/.test(text) && text.split('.').every((byte) => Number(byte) <= 255);
}

function integer(from: number, to: number): Kind {
  const accepts = (text: string) => {
    const number = Number(text);
    return Number.isInteger(number) && number >= from && number <= to;
  };
  return { accepts, expected: `a whole number from ${from} to ${to}` };
}

function oneOf(...words: readonly string[]): Kind {
  const accepts = (text: string) => words.some((word) => word.toLowerCase() === text.toLowerCase());
  return { accepts, expected: words.join(', ') };
}

function under(path: string, kinds: Readonly<Record<string, Kind>>): Record<string, Kind> {
  return Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [`${path}.${name}`, kind]));
}
