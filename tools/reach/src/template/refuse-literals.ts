import { InputError } from '@private-lambda/command-line/input-error';
import { parseRange } from '../model/address-range.ts';
import { isRecord } from './is-record.ts';
import type { ResourceDeclaration } from './resource-declaration.ts';

/** What a literal is checked for. */
interface Kind {
  /** @param beside the mapping that it stands in */
  readonly accepts: (text: string, beside: Readonly<Record<string, unknown>>) => boolean;
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
/** "VPC CIDR blocks", "Subnet CIDR blocks". */
const OWN_BLOCK: Kind = {
  accepts: (text) => isBlock(text) && (text.includes(':') || isBetween(prefixOf(text), 16, 28)),
  expected: 'a CIDR block from /16 to /28, such as 10.0.0.0/16',
};
const ADDRESS: Kind = {
  accepts: isAddress,
  expected: 'an IPv4 address, such as 10.0.0.10',
};
const RULE_PORT = integer(-1, 65535);
/** "Security group rules": the end of a range, which of ICMP is a code. */
const LAST_PORT: Kind = {
  accepts: (text, { IpProtocol: protocol, FromPort: first }) => {
    const isRange = /^(tcp|udp|6|17)$/i.test(String(protocol)) && Number(text) !== -1;
    return RULE_PORT.accepts(text, {}) && !(isRange && Number(first) > Number(text));
  },
  expected: `${RULE_PORT.expected}, and none before FromPort`,
};
const PORT = integer(1, 65535);
/** "Security group rules": a name that AWS knows, or a number of IANA. */
const PROTOCOL: Kind = {
  accepts: (text) => /^(tcp|udp|icmp|icmpv6|all)$/i.test(text) || isBetween(Number(text), -1, 255),
  expected: 'tcp, udp, icmp, icmpv6, or a number from -1 to 255',
};

const RULE = { IpProtocol: PROTOCOL, FromPort: RULE_PORT, ToPort: LAST_PORT, CidrIp: BLOCK };
const BALANCER_PROTOCOLS = 'HTTP HTTPS TCP TLS UDP TCP_UDP QUIC TCP_QUIC GENEVE'.split(' ');

/** Properties whose literals AWS refuses when they are of another kind; `[]` stands for each item of a list. */
const LITERALS: ReadonlyMap<string, readonly Check[]> = compiled({
  'AWS::EC2::VPC': { CidrBlock: OWN_BLOCK },
  'AWS::EC2::VPCCidrBlock': { CidrBlock: OWN_BLOCK },
  'AWS::EC2::VPCEndpoint': {
    VpcEndpointType: oneOf(
      'Gateway',
      'Interface',
      'GatewayLoadBalancer',
      'Resource',
      'ServiceNetwork',
    ),
  },
  'AWS::EC2::Subnet': { CidrBlock: OWN_BLOCK },
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
      const wrong = findWrong(properties, path, kind, properties);
      if (wrong === undefined) continue;
      const property = path.filter((name) => name !== EACH).join('.');
      throw new InputError(
        'REACH_TEMPLATE_LITERAL',
        `${file}: ${id}.${property}: "${wrong}" is refused by AWS; expected ${kind.expected}`,
      );
    }
  }
}

/** The first text or number at a path that is not of the kind. A lone mapping counts as a list of one. */
function findWrong(
  raw: unknown,
  [name, ...rest]: readonly string[],
  kind: Kind,
  beside: Readonly<Record<string, unknown>>,
): string | undefined {
  if (name === undefined) return isWrong(raw, kind, beside) ? String(raw).trim() : undefined;
  if (name !== EACH) {
    if (!isRecord(raw) || !Object.hasOwn(raw, name)) return undefined;
    return findWrong(raw[name], rest, kind, raw);
  }
  for (const item of [raw].flat()) {
    const wrong = findWrong(item, rest, kind, beside);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

/** A dynamic reference is a text, and stands for another one. */
function isWrong(
  raw: unknown,
  { accepts }: Kind,
  beside: Readonly<Record<string, unknown>>,
): boolean {
  if (typeof raw !== 'string' && typeof raw !== 'number') return false;
  const text = String(raw).trim();
  return text !== '' && !text.includes('{{resolve:') && !accepts(text, beside);
}

function isBlock(text: string): boolean {
  if (text.includes(':')) return parseRange(text) === 'ipv6';
  const [address = '', bits = '', another] = text.split('/');
  return isAddress(address) && /^\d+$/.test(bits) && Number(bits) <= 32 && another === undefined;
}

function prefixOf(block: string): number {
  return Number(block.split('/')[1]);
}

function isAddress(text: string): boolean {
  return /^\d+(\.\d+){3}$/.test(text) && text.split('.').every((byte) => Number(byte) <= 255);
}

function integer(from: number, to: number): Kind {
  const accepts = (text: string) => isBetween(Number(text), from, to);
  return { accepts, expected: `a whole number from ${from} to ${to}` };
}

function isBetween(number: number, from: number, to: number): boolean {
  return Number.isInteger(number) && number >= from && number <= to;
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
