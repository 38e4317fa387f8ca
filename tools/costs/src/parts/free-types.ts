/** Types that AWS bills nothing for, whatever goes through them: what they stand in front of is billed. */
export const FREE_TYPES: ReadonlySet<string> = new Set([
  'AWS::ApiGatewayV2::ApiMapping',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::DomainName',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::EC2::InternetGateway',
  'AWS::EC2::Route',
  'AWS::EC2::RouteTable',
  'AWS::EC2::SecurityGroup',
  'AWS::EC2::SecurityGroupEgress',
  'AWS::EC2::SecurityGroupIngress',
  'AWS::EC2::Subnet',
  'AWS::EC2::SubnetRouteTableAssociation',
  'AWS::EC2::VPC',
  'AWS::EC2::VPCGatewayAttachment',
  'AWS::ECS::TaskDefinition',
  'AWS::ElasticLoadBalancingV2::Listener',
  'AWS::ElasticLoadBalancingV2::ListenerRule',
  'AWS::ElasticLoadBalancingV2::TargetGroup',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::OIDCProvider',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::Permission',
  // An alias record that points at an AWS resource; its queries are free, too.
  'AWS::Route53::RecordSet',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::TopicPolicy',
  'AWS::WAFv2::WebACLAssociation',
]);

/** Types that are billed by use alone, and what for. */
export const TYPES_BY_USE: ReadonlyMap<string, string> = new Map([
  ['AWS::ApiGatewayV2::Api', 'HTTP API: requests'],
  ['AWS::EC2::FlowLog', 'flow logs: log data taken in'],
  ['AWS::Lambda::Function', 'functions: requests and duration'],
  ['AWS::Logs::LogGroup', 'log groups: data taken in and kept'],
  ['AWS::S3::Bucket', 'buckets: what lies in them, and requests'],
  ['AWS::SNS::Subscription', 'notifications: deliveries'],
  ['AWS::SNS::Topic', 'notifications: deliveries'],
]);
