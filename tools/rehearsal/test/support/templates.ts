/** A VPC with two subnets in two zones; resources for a test's own template. */
export const vpcWithTwoSubnets = {
  Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
  SubnetA: subnet(0),
  SubnetB: subnet(1),
};

/** An internal load balancer in these subnets. */
export const loadBalancer = {
  Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  Properties: { Scheme: 'internal', Subnets: [{ Ref: 'SubnetA' }, { Ref: 'SubnetB' }] },
};

/** The default action of a listener, with a content type that ELB takes unless the test says another. */
export function listener(contentType = 'application/json') {
  return {
    Type: 'AWS::ElasticLoadBalancingV2::Listener',
    Properties: {
      LoadBalancerArn: { Ref: 'LoadBalancer' },
      Port: 80,
      Protocol: 'HTTP',
      DefaultActions: [fixedResponse(contentType)],
    },
  };
}

export function rule(Priority: number, properties: object = {}) {
  return {
    Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
    Properties: {
      ListenerArn: { Ref: 'Listener' },
      Priority,
      Conditions: [{ Field: 'path-pattern', Values: ['/*'] }],
      Actions: [fixedResponse('text/plain')],
      ...properties,
    },
  };
}

export function targetGroup(Name: string) {
  return {
    Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
    Properties: { Name, TargetType: 'lambda' },
  };
}

function fixedResponse(ContentType: string) {
  return { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404', ContentType } };
}

function subnet(index: number) {
  return {
    Type: 'AWS::EC2::Subnet',
    Properties: {
      VpcId: { Ref: 'Vpc' },
      CidrBlock: `10.0.${index}.0/24`,
      AvailabilityZone: { 'Fn::Select': [index, { 'Fn::GetAZs': '' }] },
    },
  };
}
