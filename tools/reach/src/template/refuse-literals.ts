import { InputError } from '@private-lambda/command-line/input-error';
import { parseRange } from '../model/address-range.ts';
import { isRecord } from './is-record.ts';
import type { ResourceDeclaration } from './resource-declaration.ts';

/** What a literal is checked for. */
interface Kind {
  readonly accepts: (text: string) => boolean;
  readonly expected: string;
}

interface Check {
  readonly path: readonly string[];
  readonly kind: Kind;
}

/** Stands for each item of a list in a path. */
const EACH = '[]';

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
const LITERALS: ReadonlyMap<string, readonly Check[]> = compiled({
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
});

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
    for (const { path, kind } of LITERALS.get(type) ?? []) {
      const wrong = findWrong(properties, path, 0, kind);
      if (wrong === undefined) continue;
      const property = path.filter((name) => name !== EACH).join('.');
      throw new InputError(
        'REACH_TEMPLATE_LITERAL',
        `${file}: ${id}.${property}: "${wrong}" is refused by AWS; expected ${kind.expected}`,
      );
    }
  }
}

/** The first text or number at the rest of a path that is not of the kind. A lone mapping counts as a list of one. */
function findWrong(
  raw: unknown,
  path: readonly string[],
  index: number,
  kind: Kind,
): string | undefined {
  const name = path[index];
  if (name === undefined) return isWrong(raw, kind) ? String(raw).trim() : undefined;
  if (name !== EACH) {
    if (!isRecord(raw) || !Object.hasOwn(raw, name)) return undefined;
    return findWrong(raw[name], path, index + 1, kind);
  }
  if (!Array.isArray(raw)) return findWrong(raw, path, index + 1, kind);
  for (const item of raw) {
    const wrong = findWrong(item, path, index + 1, kind);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

/** A dynamic reference is a text, and stands for another one. */
function isWrong(raw: unknown, { accepts }: Kind): boolean {
  if (typeof raw !== 'string' && typeof raw !== 'number') return false;
  const text = String(raw).trim();
  return text !== '' && !text.includes('{{resolve:') && !accepts(text);
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

function compiled(
  literals: Readonly<Record<string, Readonly<Record<string, Kind>>>>,
): ReadonlyMap<string, readonly Check[]> {
  const checksOf = (kinds: Readonly<Record<string, Kind>>) =>
    Object.entries(kinds).map(([path, kind]) => ({ path: path.split('.'), kind }));
  return new Map(Object.entries(literals).map(([type, kinds]) => [type, checksOf(kinds)]));
}
