import { Analysis } from '../../src/analysis/analysis.ts';
import type { Question } from '../../src/reachability/reachability.ts';
import { loadStacks } from '../change-system.ts';
import { SMALL_TEMPLATE, TemporaryFiles } from '../make-system.ts';

const files = new TemporaryFiles();
afterAll(() => files.remove());

const subnet = (VpcId: string, CidrBlock: string, AvailabilityZone: string) => ({
  Type: 'AWS::EC2::Subnet',
  Properties: { VpcId: { Ref: VpcId }, CidrBlock, AvailabilityZone },
});

/** An internal load balancer in a VPC of its own, to which no route leads from the other. */
const APART = {
  ...SMALL_TEMPLATE.Resources,
  Apart: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.1.0.0/16' } },
  One: subnet('Apart', '10.1.0.0/24', 'us-east-1a'),
  Two: subnet('Apart', '10.1.1.0/24', 'us-east-1b'),
  Open: {
    Type: 'AWS::EC2::SecurityGroup',
    Properties: {
      GroupDescription: 'everybody',
      VpcId: { Ref: 'Apart' },
      SecurityGroupIngress: [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }],
    },
  },
  Balancer: {
    Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    Properties: {
      Scheme: 'internal',
      Subnets: [{ Ref: 'One' }, { Ref: 'Two' }],
      SecurityGroups: [{ Ref: 'Open' }],
    },
  },
  Listener: {
    Type: 'AWS::ElasticLoadBalancingV2::Listener',
    Properties: {
      LoadBalancerArn: { Ref: 'Balancer' },
      Port: 80,
      Protocol: 'HTTP',
      DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200' } }],
    },
  },
};

/** What is not modelled, and may let others through. */
const NODES = {
  Type: 'AWS::EKS::Nodegroup',
  Properties: { Subnets: [{ Ref: 'Subnet' }], NodeRole: 'a', ClusterName: 'a' },
};

describe.each([
  ['a load balancer in another VPC', APART],
  ['the same, beside what is not modelled', { ...APART, Nodes: NODES }],
])('the verdict about %s', (_, Resources) => {
  it.each(['app/Client', 'app/Server', 'internet'])(
    'is that of the whole answer, whichever is asked first: from %s',
    async (from) => {
      const system = await loadStacks([['app', files.write('app.json', { Resources })]]);
      const question: Question = { from, to: 'app/Balancer', protocol: 'tcp', port: 80 };
      const first = new Analysis(system);
      expect(first.verdict(question)).toBe('blocked');
      expect(first.explain(question).verdict).toBe('blocked');
      expect(new Analysis(system).explain(question).verdict).toBe('blocked');
    },
  );
});
