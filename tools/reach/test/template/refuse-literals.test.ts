import { refuseLiterals } from '../../src/template/refuse-literals.ts';

function refuse(type: string, properties: Record<string, unknown>): () => void {
  return () => refuseLiterals('t.yml', { It: { type, properties, condition: undefined } });
}

const ENTRY = 'AWS::EC2::NetworkAclEntry';
const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
const RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule';
const GROUP = 'AWS::EC2::SecurityGroup';
const sources = (...values: unknown[]) => ({
  Conditions: [{ SourceIpConfig: { Values: values } }],
});

describe('A literal that AWS refuses', () => {
  it.each<[string, string, Record<string, unknown>, string]>([
    ['number of an ACL entry', ENTRY, { RuleNumber: 32767 }, 'It.RuleNumber: "32767"'],
    ['action of an ACL entry', ENTRY, { RuleAction: 'permit' }, 'It.RuleAction: "permit"'],
    ['protocol of an ACL entry', ENTRY, { Protocol: 'tcp' }, 'It.Protocol: "tcp"'],
    [
      'port of an ACL entry',
      ENTRY,
      { PortRange: { From: 1, To: 65536 } },
      'It.PortRange.To: "65536"',
    ],
    ['block of an ACL entry', ENTRY, { CidrBlock: '10.0.0.0/33' }, 'It.CidrBlock: "10.0.0.0/33"'],
    ['port of a listener', LISTENER, { Port: 0 }, 'It.Port: "0"'],
    ['protocol of a listener', LISTENER, { Protocol: 'FTP' }, 'It.Protocol: "FTP"'],
    ['priority of a rule', RULE, { Priority: 50001 }, 'It.Priority: "50001"'],
    [
      'second block of a condition',
      RULE,
      sources('10.0.0.0/8', '10.0.0.0'),
      'It.Conditions.SourceIpConfig.Values: "10.0.0.0"',
    ],
    [
      'kind of NAT',
      'AWS::EC2::NatGateway',
      { ConnectivityType: 'both' },
      'It.ConnectivityType: "both"',
    ],
    [
      'address',
      'AWS::EC2::Instance',
      { PrivateIpAddress: '10.0.0.256' },
      'It.PrivateIpAddress: "10.0.0.256"',
    ],
    [
      'block as address',
      'AWS::EC2::NetworkInterface',
      { PrivateIpAddress: '10.0.0.1/32' },
      'expected an IPv4 address',
    ],
    [
      'rule of a group beside a good one',
      GROUP,
      { SecurityGroupIngress: [{ IpProtocol: 'tcp' }, { IpProtocol: 'tpc' }] },
      'It.SecurityGroupIngress.IpProtocol: "tpc"',
    ],
    [
      'lone rule of a group',
      GROUP,
      { SecurityGroupEgress: { ToPort: 70000 } },
      'It.SecurityGroupEgress.ToPort: "70000"',
    ],
    ['VPC', 'AWS::EC2::VPC', { CidrBlock: '10.0.0.0/8' }, 'It.CidrBlock: "10.0.0.0/8"'],
    ['subnet', 'AWS::EC2::Subnet', { CidrBlock: '10.0.0.0/29' }, 'from /16 to /28'],
    [
      'kind of endpoint',
      'AWS::EC2::VPCEndpoint',
      { VpcEndpointType: 'Interfaces' },
      'It.VpcEndpointType: "Interfaces"',
    ],
    [
      'range of ports that ends before it begins',
      `${GROUP}Ingress`,
      { IpProtocol: 'tcp', FromPort: 90, ToPort: 80 },
      'It.ToPort: "80"',
    ],
  ])('as %s is named with its property', (_, type, properties, message) => {
    expect(refuse(type, properties)).toThrow(message);
    expect(refuse(type, properties)).toThrow(/^t\.yml: It\..* is refused by AWS; expected /);
  });

  it.each<[string, string, Record<string, unknown>]>([
    [
      'an ACL entry',
      ENTRY,
      { RuleNumber: '32766', RuleAction: 'Deny', Protocol: -1, PortRange: { From: 0, To: 65535 } },
    ],
    ['a VPC', 'AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' }],
    ['a subnet', 'AWS::EC2::Subnet', { CidrBlock: '10.0.0.0/28' }],
    ['an endpoint', 'AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Interface' }],
    ['type and code of ICMP', `${GROUP}Ingress`, { IpProtocol: 'icmp', FromPort: 8, ToPort: -1 }],
    ['all ports', `${GROUP}Ingress`, { IpProtocol: 'tcp', FromPort: 0, ToPort: -1 }],
    ['an ACL entry for IPv6', ENTRY, { CidrBlock: '::/0' }],
    ['a listener', LISTENER, { Port: '443', Protocol: 'TCP_UDP' }],
    ['a rule', RULE, { Priority: 50000, ...sources('10.0.0.0/8', { Ref: 'Block' }) }],
    ['a NAT gateway', 'AWS::EC2::NatGateway', { ConnectivityType: 'private' }],
    ['an address', 'AWS::EC2::Instance', { PrivateIpAddress: ' 10.0.0.255 ' }],
    ['a dynamic reference', 'AWS::EC2::Instance', { PrivateIpAddress: '{{resolve:ssm:/a}}' }],
    ['a parameter', ENTRY, { RuleNumber: { Ref: 'Number' }, CidrBlock: { 'Fn::Sub': 'x' } }],
    ['another type with such a property', 'AWS::Own::Thing', { Port: 0, CidrBlock: 'x' }],
  ])('is none of those of %s', (_, type, properties) => {
    expect(refuse(type, properties)).not.toThrow();
  });
});
