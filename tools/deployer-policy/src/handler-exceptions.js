/**
 * Where the handlers of AWS's resource schemas say less or more than a deploy of these services needs. Plain JavaScript,
 * because make-tables.mjs reads it, too.
 */

/** @type {Readonly<Record<string, readonly string[]>>} type → what its handlers need and do not say */
export const EXTRA = {
  // API Gateway developer guide, "Configure logging for HTTP APIs": whoever deploys the stage needs these.
  'AWS::ApiGatewayV2::Stage': [
    'logs:CreateLogDelivery',
    'logs:DeleteLogDelivery',
    'logs:DescribeLogGroups',
    'logs:DescribeResourcePolicies',
    'logs:GetLogDelivery',
    'logs:ListLogDeliveries',
    'logs:PutResourcePolicy',
    'logs:UpdateLogDelivery',
  ],
  // Private DNS names of an interface endpoint are a hosted zone.
  'AWS::EC2::VPCEndpoint': ['route53:AssociateVPCWithHostedZone'],
  // The first load balancer of an account makes the role that load balancers work with.
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ['iam:CreateServiceLinkedRole'],
};

/** Type → the service whose role may be made when the account has none (IAM user guide, "service-linked roles"). */
export const LINKED_SERVICE = {
  'AWS::ECS::Cluster': 'ecs.amazonaws.com',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'elasticloadbalancing.amazonaws.com',
};

/** @type {Readonly<Record<string, string>>} a call of `npm run deploy` that no rehearsal makes → why */
export const UNRECORDED = {
  'cloudformation:ListExports': 'no rehearsed deploy imports what the account does not export',
  'ec2:DescribeDhcpOptions': 'VPCs of the emulator have no DHCP options',
  'ec2:GetManagedPrefixListEntries': 'the emulator writes no route to a prefix list',
  'lambda:GetFunctionConcurrency': 'no rehearsed stage reserves concurrency',
};

/** @type {Readonly<Record<string, string>>} a service, or an action, that a deploy does not get → why */
export const LEFT_OUT = {
  kms: 'no customer key is used; keys of AWS need no permission',
  s3tables: 'no metadata table is kept of a bucket',
  'vpc-lattice': 'no endpoint leads to a service network',
  vpce: 'no endpoint serves several Regions',
  'cognito-idp': 'no listener signs users in',
  elasticfilesystem: 'no function mounts a file system',
  s3files: 'no function mounts a bucket',
  firehose: 'no logs are sent to Firehose',
  amplify: 'the web ACL stands before a load balancer',
  apprunner: 'the web ACL stands before a load balancer',
  appsync: 'the web ACL stands before a load balancer',
  'bedrock-agentcore': 'the web ACL stands before a load balancer',
  'apigateway:SetWebACL': 'the web ACL stands before a load balancer',
  'ec2:AssociateVerifiedAccessInstanceWebAcl': 'the web ACL stands before a load balancer',
  'ec2:DescribeVerifiedAccessInstanceWebAclAssociations':
    'the web ACL stands before a load balancer',
  'ec2:DisassociateVerifiedAccessInstanceWebAcl': 'the web ACL stands before a load balancer',
  'ec2:GetVerifiedAccessInstanceWebAcl': 'the web ACL stands before a load balancer',
  autoscaling: 'no group is tagged with flow logs',
  'ec2:AcceptAddressTransfer': 'no address comes from another account',
  'iam:DeleteRolePermissionsBoundary': 'takes away what keeps the roles of this project small',
  'ecs:PutAccountSetting': 'changes ECS for the whole account',
  'ecs:PutAccountSettingDefault': 'changes ECS for the whole account',
  'logs:DeleteIndexPolicy': 'no log group has an index',
  'logs:DescribeIndexPolicies': 'no log group has an index',
  'logs:PutIndexPolicy': 'no log group has an index',
  'logs:DeleteResourcePolicy': "the policies of CloudWatch Logs are the whole account's",
};
