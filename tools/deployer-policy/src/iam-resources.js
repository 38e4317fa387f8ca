/**
 * The kinds of resources that IAM can limit an action to, as far as the services make them. Plain JavaScript, because
 * make-tables.mjs reads it, too.
 *
 * @typedef {object} IamResource
 * @property {string} [type] the CloudFormation type that makes it; left out for what others make and a deploy reads
 * @property {'named' | 'tagged' | 'any'} by
 *   `named`: its name begins with our stack's. `tagged`: AWS chooses its id, so our tags tell it from others'. `any`:
 *   neither, its ARN says no more than what it is.
 * @property {string} [name] of a `named` one: the property that may state its name
 * @property {number} [limit] longest name that CloudFormation makes up, in characters; 255 where it never matters
 * @property {boolean} [ofAnyAccount] it may be another account's, or AWS's own
 * @property {readonly string[]} [arns] ARN without its head, with `*` for an id and `<name>`; else the reference's own
 */

/** @type {Readonly<Record<string, IamResource>>} */
export const IAM_RESOURCES = {
  // Those that the stage names.
  'acm:certificate': { by: 'any' },
  // An HTTP API's routes and integrations have no tags, and no name either.
  'apigateway:Api': { type: 'AWS::ApiGatewayV2::Api', by: 'any', arns: ['/apis', '/apis/*'] },
  'apigateway:DomainName': {
    type: 'AWS::ApiGatewayV2::DomainName',
    by: 'any',
    arns: ['/domainnames', '/domainnames/<domain>', '/domainnames/<domain>/*'],
  },
  'apigateway:Tags': { type: 'AWS::ApiGatewayV2::Api', by: 'any', arns: ['/tags/*'] },
  'cloudwatch:alarm': { type: 'AWS::CloudWatch::Alarm', by: 'named', name: 'AlarmName' },
  'cloudwatch:dashboard': {
    type: 'AWS::CloudWatch::Dashboard',
    by: 'named',
    name: 'DashboardName',
  },
  'ec2:elastic-ip': { type: 'AWS::EC2::EIP', by: 'tagged' },
  'ec2:internet-gateway': { type: 'AWS::EC2::InternetGateway', by: 'tagged' },
  'ec2:natgateway': { type: 'AWS::EC2::NatGateway', by: 'tagged' },
  // Routes and groups of an existing VPC name lists of others: npm run deploy reads what is in them.
  'ec2:prefix-list': { by: 'any', ofAnyAccount: true, arns: ['prefix-list/*'] },
  'ec2:route-table': { type: 'AWS::EC2::RouteTable', by: 'tagged' },
  'ec2:security-group': { type: 'AWS::EC2::SecurityGroup', by: 'tagged' },
  'ec2:security-group-rule': { type: 'AWS::EC2::SecurityGroup', by: 'tagged' },
  'ec2:subnet': { type: 'AWS::EC2::Subnet', by: 'tagged' },
  'ec2:vpc': { type: 'AWS::EC2::VPC', by: 'tagged' },
  'ec2:vpc-endpoint': { type: 'AWS::EC2::VPCEndpoint', by: 'tagged' },
  'ec2:vpc-flow-log': { type: 'AWS::EC2::FlowLog', by: 'tagged' },
  'ecs:cluster': { type: 'AWS::ECS::Cluster', by: 'named', name: 'ClusterName' },
  'ecs:service': {
    type: 'AWS::ECS::Service',
    by: 'named',
    name: 'ServiceName',
    arns: ['service/*/<name>'],
  },
  'ecs:task-definition': {
    type: 'AWS::ECS::TaskDefinition',
    by: 'named',
    name: 'Family',
    arns: ['task-definition/<name>:*'],
  },
  'elasticloadbalancing:listener-rule/app': {
    type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
    by: 'tagged',
    arns: ['listener-rule/app/*'],
  },
  'elasticloadbalancing:listener/app': {
    type: 'AWS::ElasticLoadBalancingV2::Listener',
    by: 'tagged',
    arns: ['listener/app/*'],
  },
  // The reference has two kinds for the load balancers of one type.
  'elasticloadbalancing:loadbalancer': {
    type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    by: 'tagged',
    arns: ['loadbalancer/app/*'],
  },
  'elasticloadbalancing:loadbalancer/app/': {
    type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    by: 'tagged',
    arns: ['loadbalancer/app/*'],
  },
  'elasticloadbalancing:targetgroup': {
    type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
    by: 'tagged',
    arns: ['targetgroup/*'],
  },
  'iam:role': { type: 'AWS::IAM::Role', by: 'named', name: 'RoleName', limit: 64 },
  'lambda:function': {
    type: 'AWS::Lambda::Function',
    by: 'named',
    name: 'FunctionName',
    limit: 64,
    arns: ['function:<name>', 'function:<name>:*'],
  },
  'logs:log-group': {
    type: 'AWS::Logs::LogGroup',
    by: 'named',
    name: 'LogGroupName',
    arns: ['log-group:<name>', 'log-group:<name>:*'],
  },
  'route53:change': { by: 'any' },
  'route53:hostedzone': { type: 'AWS::EC2::VPCEndpoint', by: 'any', arns: ['hostedzone/*'] },
  's3:bucket': { type: 'AWS::S3::Bucket', by: 'named', name: 'BucketName', limit: 63 },
  's3:object': {
    type: 'AWS::S3::Bucket',
    by: 'named',
    name: 'BucketName',
    limit: 63,
    arns: ['<name>/*'],
  },
  'sns:topic': { type: 'AWS::SNS::Topic', by: 'named', name: 'TopicName' },
  // The association with a load balancer knows no tags.
  'wafv2:loadbalancer/app/': {
    type: 'AWS::WAFv2::WebACLAssociation',
    by: 'any',
    arns: ['loadbalancer/app/*'],
  },
  'wafv2:webacl': {
    type: 'AWS::WAFv2::WebACL',
    by: 'named',
    name: 'Name',
    limit: 128,
    arns: ['regional/webacl/<name>/*'],
  },
};
