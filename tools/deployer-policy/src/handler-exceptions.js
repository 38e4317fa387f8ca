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
};

/**
 * @type {Readonly<Record<string, readonly string[]>>} an action that IAM asks for and AWS's reference does not list → the
 * kinds of resources that it is on. API Gateway names them in its AccessDenied for the stage of an HTTP API with tags.
 */
export const UNLISTED_ACTIONS = {
  'apigateway:TagResource': ['Api'],
  'apigateway:UntagResource': ['Api'],
};

/** @type {Readonly<Record<string, string>>} an operation that a schema names as if it were an action → the action (API reference of S3) */
export const ACTION_OF = {
  's3:DeleteBucketAnalyticsConfiguration': 's3:PutAnalyticsConfiguration',
  's3:DeleteBucketCors': 's3:PutBucketCORS',
  's3:DeleteBucketEncryption': 's3:PutEncryptionConfiguration',
  's3:DeleteBucketLifecycle': 's3:PutLifecycleConfiguration',
  's3:DeleteBucketMetricsConfiguration': 's3:PutMetricsConfiguration',
  's3:DeleteBucketReplication': 's3:PutReplicationConfiguration',
  's3:PutBucketReplication': 's3:PutReplicationConfiguration',
  's3:PutObjectLockConfiguration': 's3:PutBucketObjectLockConfiguration',
};

/**
 * @type {Readonly<Record<string, string>>} type → the service whose linked role is made with the first of that type in an
 * account; empty where the schema asks for a right that ours do not need. By "Using service-linked roles" of the guides of
 * API Gateway, ECS and Elastic Load Balancing.
 */
export const LINKED_SERVICE = {
  'AWS::ApiGatewayV2::Api': 'ops.apigateway.amazonaws.com',
  'AWS::ApiGatewayV2::DomainName': 'ops.apigateway.amazonaws.com',
  // Of logs that go to Firehose.
  'AWS::EC2::FlowLog': '',
  'AWS::ECS::Cluster': 'ecs.amazonaws.com',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'elasticloadbalancing.amazonaws.com',
  'AWS::ElasticLoadBalancingV2::TargetGroup': 'elasticloadbalancing.amazonaws.com',
};

/** That of regional NAT gateways, and of no others (VPC user guide, "Using service-linked roles for VPC"). */
export const REGIONAL_NAT_SERVICE = 'ec2-nat-gateway.amazonaws.com';

/** What `npm run smoke` needs where the authorizer is `iam`: it signs its calls, as every caller must. */
export const SIGNED_CALL = 'execute-api:Invoke';

/** @type {Readonly<Record<string, string>>} a call of `npm run deploy` that no rehearsal makes → why */
export const UNRECORDED = {
  'acm:DescribeCertificate': 'no deploy that is recorded shows a certificate',
  'acm:GetCertificate': 'no deploy that is recorded shows a certificate',
  'cloudformation:DescribeType': 'no recorded act has a regional NAT gateway',
  'cloudformation:ListExports': 'no rehearsed deploy imports what the account does not export',
  'ec2:DescribeDhcpOptions': 'VPCs of the emulator have no DHCP options',
  'ec2:GetManagedPrefixListEntries': 'the emulator writes no route to a prefix list',
  'lambda:GetFunctionConcurrency': 'no rehearsed stage reserves concurrency',
};

/** @type {Readonly<Record<string, string | undefined>>} a service, or an action, that a deploy does not get → why */
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
  payments: 'no rule of the web ACL takes payments',
  'lambda:AssociateRuntimeAlias':
    'IAM has no such action, and no function follows an alias of a runtime',
  'lambda:GetCodeSigningConfig': 'no function has a code signing configuration',
  'lambda:GetLayerVersion': 'no function has a layer',
  'lambda:PassCapacityProvider': 'no function runs on a capacity provider',
  's3:REST.PUT.OBJECT': 'the name of a request in an access log, no action',
  'wafv2:GetPermissionPolicy': 'no rule group is shared',
  'wafv2:PutPermissionPolicy': 'no rule group is shared',
  'ec2:AcceptAddressTransfer': 'no address comes from another account',
  'iam:DeleteRolePermissionsBoundary': 'takes away what keeps the roles of this project small',
  'ecs:PutAccountSetting': 'changes ECS for the whole account',
  'ecs:PutAccountSettingDefault': 'changes ECS for the whole account',
  'logs:DeleteIndexPolicy': 'no log group has an index',
  'logs:DescribeIndexPolicies': 'no log group has an index',
  'logs:PutIndexPolicy': 'no log group has an index',
  'logs:DeleteResourcePolicy': "the policies of CloudWatch Logs are the whole account's",
};
