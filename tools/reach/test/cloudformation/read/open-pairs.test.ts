import { buildNetwork } from '../../../src/cloudformation/build-network.ts';
import { Assumptions } from '../../../src/template/assumptions.ts';
import { stackSet } from '../../../src/template/system.ts';
import { parseTemplateData } from '../../make-template.ts';

type Resource = readonly [type: string, properties: Record<string, unknown>];

const OPEN = { Ref: 'Nobody' };
const V2 = 'ElasticLoadBalancingV2';

/** Owners, and what nobody has said whose it is. */
const KINDS: readonly (readonly [what: string, owner: Resource, open: Resource])[] = [
  [
    'rules whose security group is not known',
    ['EC2::SecurityGroup', { GroupDescription: 'one' }],
    ['EC2::SecurityGroupIngress', { GroupId: OPEN, IpProtocol: '-1', CidrIp: '10.0.0.0/8' }],
  ],
  [
    'routes whose route table is not known',
    ['EC2::RouteTable', { VpcId: 'vpc-1' }],
    ['EC2::Route', { RouteTableId: OPEN, DestinationCidrBlock: '10.0.0.0/8', GatewayId: 'igw-1' }],
  ],
  [
    'entries whose network ACL is not known',
    ['EC2::NetworkAcl', { VpcId: 'vpc-1' }],
    ['EC2::NetworkAclEntry', { NetworkAclId: OPEN, RuleNumber: 1, CidrBlock: '10.0.0.0/8' }],
  ],
  [
    'rules whose listener is not known',
    [`${V2}::Listener`, { LoadBalancerArn: 'arn', Port: 80, DefaultActions: [] }],
    [`${V2}::ListenerRule`, { ListenerArn: OPEN, Priority: 1, Actions: [], Conditions: [] }],
  ],
  [
    'permissions whose function is not known',
    ['Lambda::Function', {}],
    ['Lambda::Permission', { FunctionName: OPEN, Action: '*', Principal: '*' }],
  ],
];

function build(count: number, ...kinds: readonly Resource[]) {
  const resources = kinds.flatMap(([type, Properties], kind) =>
    Array.from({ length: count }, (_, index) => [
      `K${kind}x${index}`,
      { Type: `AWS::${type}`, Properties },
    ]),
  );
  const template = {
    Parameters: { Nobody: { Type: 'String' } },
    Resources: Object.fromEntries(resources),
  };
  return buildNetwork(stackSet(parseTemplateData(template), Assumptions.none()));
}

describe.each(KINDS)('%s', (what, owner, open) => {
  it('may be of each owner', () => {
    expect(() => build(30, owner, open)).not.toThrow();
  });

  it('end in one line where that makes too many pairs', () => {
    expect(() => build(1001, owner, open)).toThrow(
      `${what}: each may be of any, which makes more than 1000000 pairs; give what they name with --param`,
    );
  });
});
