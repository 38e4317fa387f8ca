import { recordSets } from './requests.ts';
import { ACCOUNT, REGION, type Request } from './simulator.ts';

const iam = (tail: string) => `arn:aws:iam::${ACCOUNT}:${tail}`;
const own = iam(`role/private-lambda-protected-api-prod-${REGION}-lambdaRole`);
const boundary = iam('policy/private-lambda-deployer-prod-boundary');
const deployRole = iam('role/private-lambda-deployer-prod-DeployRole-1X2Y3Z');
const bounded = { 'iam:PermissionsBoundary': boundary };
const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess';
const provider = iam('oidc-provider/token.actions.githubusercontent.com');
const regional = (service: string, tail: string) =>
  `arn:aws:${service}:${REGION}:${ACCOUNT}:${tail}`;
const deployer = regional('cloudformation', 'stack/private-lambda-deployer-prod/0a1b');
const stack = regional('cloudformation', 'stack/private-lambda-network-prod/0a1b');
const ourFunction = regional('lambda', 'function:private-lambda-protected-api-prod-api');
const key = regional('kms', 'key/0a1b2c3d-0000-0000-0000-000000000000');
const zone = 'arn:aws:route53:::hostedzone/Z0A1B2C';
const vpc = regional('ec2', 'vpc/vpc-0a1b');

/** Ways to get more than a deploy of this stage needs: what is tried, and with which call. */
export const ESCALATIONS: readonly (readonly [string, Request])[] = [
  ['make a role without boundary', { action: 'iam:CreateRole', resource: own }],
  [
    'make a role with another boundary',
    {
      action: 'iam:CreateRole',
      resource: own,
      context: { 'iam:PermissionsBoundary': administrator },
    },
  ],
  [
    'make a role of another name',
    { action: 'iam:CreateRole', resource: iam('role/admin'), context: bounded },
  ],
  ['write the policy of a role without boundary', { action: 'iam:PutRolePolicy', resource: own }],
  [
    'take the boundary off a role',
    { action: 'iam:DeleteRolePermissionsBoundary', resource: own, context: bounded },
  ],
  [
    'put another boundary on a role',
    {
      action: 'iam:PutRolePermissionsBoundary',
      resource: own,
      context: { 'iam:PermissionsBoundary': administrator },
    },
  ],
  [
    'write a new version of the boundary',
    { action: 'iam:CreatePolicyVersion', resource: boundary },
  ],
  ['go back to an older boundary', { action: 'iam:SetDefaultPolicyVersion', resource: boundary }],
  ['delete a version of the boundary', { action: 'iam:DeletePolicyVersion', resource: boundary }],
  ['delete the boundary', { action: 'iam:DeletePolicy', resource: boundary }],
  ['make a policy', { action: 'iam:CreatePolicy', resource: iam('policy/mine') }],
  [
    'attach AdministratorAccess, even under the boundary',
    {
      action: 'iam:AttachRolePolicy',
      resource: own,
      context: { ...bounded, 'iam:PolicyARN': administrator },
    },
  ],
  [
    'attach a policy to itself',
    {
      action: 'iam:AttachRolePolicy',
      resource: deployRole,
      context: { 'iam:PolicyARN': administrator },
    },
  ],
  [
    'write a policy of itself',
    { action: 'iam:PutRolePolicy', resource: deployRole, context: bounded },
  ],
  ['let others become itself', { action: 'iam:UpdateAssumeRolePolicy', resource: deployRole }],
  [
    'let others become a role of somebody else',
    { action: 'iam:UpdateAssumeRolePolicy', resource: iam('role/admin'), context: bounded },
  ],
  [
    'pass a role of somebody else',
    {
      action: 'iam:PassRole',
      resource: iam('role/admin'),
      context: { 'iam:PassedToService': 'lambda.amazonaws.com' },
    },
  ],
  [
    'pass its own role to a service that it is not for',
    {
      action: 'iam:PassRole',
      resource: own,
      context: { 'iam:PassedToService': 'ec2.amazonaws.com' },
    },
  ],
  [
    'pass itself to a function',
    {
      action: 'iam:PassRole',
      resource: deployRole,
      context: { 'iam:PassedToService': 'lambda.amazonaws.com' },
    },
  ],
  ['become another role', { action: 'sts:AssumeRole', resource: iam('role/admin') }],
  ['make a user', { action: 'iam:CreateUser', resource: iam('user/mine') }],
  ['make a key', { action: 'iam:CreateAccessKey', resource: iam('user/admin') }],
  ['trust another provider', { action: 'iam:CreateOpenIDConnectProvider', resource: provider }],
  [
    'add a client to the provider',
    { action: 'iam:AddClientIDToOpenIDConnectProvider', resource: provider },
  ],
  [
    'change the keys of the provider',
    { action: 'iam:UpdateOpenIDConnectProviderThumbprint', resource: provider },
  ],
  [
    'make the linked role of another service',
    {
      action: 'iam:CreateServiceLinkedRole',
      resource: iam('role/aws-service-role/organizations.amazonaws.com/AWSServiceRole'),
      context: { 'iam:AWSServiceName': 'organizations.amazonaws.com' },
    },
  ],
  [
    'make the linked role of another service under the name of ours',
    {
      action: 'iam:CreateServiceLinkedRole',
      resource: iam('role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS'),
      context: { 'iam:AWSServiceName': 'organizations.amazonaws.com' },
    },
  ],
  [
    "tag another team's prefix list",
    {
      action: 'ec2:CreateTags',
      resource: regional('ec2', 'prefix-list/pl-0a1b2c'),
      context: { 'ec2:CreateAction': 'CreateSubnet' },
    },
  ],
  [
    'update a stack of somebody else',
    {
      action: 'cloudformation:UpdateStack',
      resource: regional('cloudformation', 'stack/payroll/0a1b'),
    },
  ],
  ['update the stack that made it', { action: 'cloudformation:UpdateStack', resource: deployer }],
  ['delete the stack that made it', { action: 'cloudformation:DeleteStack', resource: deployer }],
  [
    'leave a template where its administrator deploys from',
    {
      action: 's3:PutObject',
      resource: 'arn:aws:s3:::private-lambda-deployer-serverlessdeploymentbuck-1x2y/t.json',
    },
  ],
  [
    'replace the code of a function of somebody else',
    { action: 'lambda:UpdateFunctionCode', resource: regional('lambda', 'function:payroll') },
  ],
  [
    'call a function',
    {
      action: 'lambda:InvokeFunction',
      resource: regional('lambda', 'function:private-lambda-protected-api-prod-api'),
    },
  ],
  ['delete a VPC without tags', { action: 'ec2:DeleteVpc', resource: vpc }],
  [
    'call a VPC its own by tagging it',
    {
      action: 'ec2:CreateTags',
      resource: vpc,
      context: { 'aws:RequestTag/project': 'private-lambda' },
    },
  ],
  [
    "call another team's VPC its own",
    {
      action: 'ec2:CreateTags',
      resource: vpc,
      context: { 'aws:ResourceTag/project': 'another-team', 'aws:ResourceTag/stage': 'prod' },
    },
  ],
  [
    'call a load balancer its own by tagging it',
    {
      action: 'elasticloadbalancing:AddTags',
      resource: regional('elasticloadbalancing', 'loadbalancer/app/theirs/0a'),
    },
  ],
  [
    'pass for the creator of what it tags',
    { action: 'ec2:CreateTags', resource: vpc, context: { 'ec2:CreateAction': 'RunInstances' } },
  ],
  [
    'put a subnet into the VPC of somebody else',
    {
      action: 'ec2:CreateSubnet',
      resource: vpc,
      context: { 'aws:ResourceTag/project': 'another-team' },
    },
  ],
  ['start an instance', { action: 'ec2:RunInstances', resource: regional('ec2', 'instance/*') }],
  [
    'pass its own role to CloudFormation',
    {
      action: 'iam:PassRole',
      resource: own,
      context: { 'iam:PassedToService': 'cloudformation.amazonaws.com' },
    },
  ],
  [
    "pass a function's role to a container",
    {
      action: 'iam:PassRole',
      resource: own,
      context: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
    },
  ],
  ['become a role of its own', { action: 'sts:AssumeRole', resource: own }],
  [
    'tag itself',
    { action: 'iam:TagRole', resource: deployRole, context: { 'aws:RequestTag/project': 'x' } },
  ],
  [
    'go on with a rollback as somebody else',
    { action: 'cloudformation:ContinueUpdateRollback', resource: stack },
  ],
  [
    'take what is there into a stack of its own',
    {
      action: 'cloudformation:CreateChangeSet',
      resource: stack,
      context: { 'cloudformation:ImportResourceTypes': 'AWS::IAM::Role' },
    },
  ],
  ['take the policy off its stack', { action: 'cloudformation:SetStackPolicy', resource: stack }],
  [
    'update the stack of a project whose name begins with ours',
    {
      action: 'cloudformation:UpdateStack',
      resource: regional('cloudformation', 'stack/private-lambda-network-prod-2/0a1b'),
    },
  ],
  [
    'update a stack of ours in another Region',
    {
      action: 'cloudformation:UpdateStack',
      resource: stack.replace(REGION, 'eu-west-1'),
    },
  ],
  [
    'open a function to all',
    { action: 'lambda:AddPermission', resource: ourFunction, context: { 'lambda:Principal': '*' } },
  ],
  [
    'open a function to another account',
    {
      action: 'lambda:AddPermission',
      resource: ourFunction,
      context: { 'lambda:Principal': '999900001111' },
    },
  ],
  [
    'open a function of somebody else',
    {
      action: 'lambda:AddPermission',
      resource: regional('lambda', 'function:payroll'),
      context: { 'lambda:Principal': 'apigateway.amazonaws.com' },
    },
  ],
  [
    'give a function an address of its own',
    { action: 'lambda:CreateFunctionUrlConfig', resource: ourFunction },
  ],
  [
    'have a function of its own called by a queue',
    { action: 'lambda:CreateEventSourceMapping', resource: '*' },
  ],
  ["read somebody's bucket", { action: 's3:GetObject', resource: 'arn:aws:s3:::payroll/2026.csv' }],
  [
    "write somebody's bucket",
    { action: 's3:PutObject', resource: 'arn:aws:s3:::payroll/2026.csv' },
  ],
  ["open somebody's bucket", { action: 's3:PutBucketPolicy', resource: 'arn:aws:s3:::payroll' }],
  [
    "read somebody's log lines",
    { action: 'logs:FilterLogEvents', resource: regional('logs', 'log-group:/aws/lambda/payroll') },
  ],
  [
    "delete somebody's log group",
    { action: 'logs:DeleteLogGroup', resource: regional('logs', 'log-group:/aws/lambda/payroll') },
  ],
  [
    'send its log lines elsewhere',
    {
      action: 'logs:PutSubscriptionFilter',
      resource: regional('logs', 'log-group:/aws/lambda/private-lambda-protected-api-prod-api'),
    },
  ],
  ['decrypt', { action: 'kms:Decrypt', resource: key }],
  ['let others decrypt', { action: 'kms:CreateGrant', resource: key }],
  ['change a key', { action: 'kms:PutKeyPolicy', resource: key }],
  [
    'read a secret',
    {
      action: 'secretsmanager:GetSecretValue',
      resource: regional('secretsmanager', 'secret:payroll-0a1b2c'),
    },
  ],
  [
    'read a parameter',
    { action: 'ssm:GetParameter', resource: regional('ssm', 'parameter/payroll') },
  ],
  [
    'write another name into its zone',
    {
      action: 'route53:ChangeResourceRecordSets',
      resource: zone,
      context: recordSets('www.example.com', 'A'),
    },
  ],
  [
    'write another name into its zone beside its own',
    {
      action: 'route53:ChangeResourceRecordSets',
      resource: zone,
      context: recordSets(['api.example.com', 'www.example.com'], 'A'),
    },
  ],
  [
    'receive the mail of its name',
    {
      action: 'route53:ChangeResourceRecordSets',
      resource: zone,
      context: recordSets('api.example.com', 'MX'),
    },
  ],
  [
    'write its name into another zone',
    {
      action: 'route53:ChangeResourceRecordSets',
      resource: 'arn:aws:route53:::hostedzone/Z9X8Y7Z',
      context: recordSets('api.example.com', 'A'),
    },
  ],
  [
    'call an HTTP API that asks for no signature',
    { action: 'execute-api:Invoke', resource: regional('execute-api', '0a1b/$default/GET/health') },
  ],
  [
    'run a task',
    {
      action: 'ecs:RunTask',
      resource: regional('ecs', 'task-definition/private-lambda-ecs-caller-prod:3'),
    },
  ],
  [
    'enter a task',
    {
      action: 'ecs:ExecuteCommand',
      resource: regional('ecs', 'task/private-lambda-ecs-caller-prod/0a1b'),
    },
  ],
  [
    'silence the alarms of a stage whose name begins with ours',
    {
      action: 'cloudwatch:DeleteAlarms',
      resource: regional(
        'cloudwatch',
        'alarm:private-lambda-network-prod-2-NatGatewayADropAlarm-1X',
      ),
    },
  ],
];
