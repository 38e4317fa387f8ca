import { makePolicy } from '../../src/make-policy.ts';
import { frozenSubject } from '../frozen-subject.ts';
import { ANOTHER, OURS, requestsFor } from './requests.ts';
import {
  ACCOUNT,
  allowedOf,
  documentsOf,
  isAllowed,
  REGION,
  type Request,
  refusedOf,
} from './simulator.ts';

// Some thousand simulations, on whatever machine.
jest.setTimeout(600_000);

const policy = makePolicy(frozenSubject());
const documents = documentsOf(policy);
const statements = documents.flatMap(({ Statement }) => Statement);

const { actions } = policy.needed;
const needed = actions.flatMap((action) => requestsFor(action, OURS));

/** AWS knows no names and no tags for these, so they are about everything of their kind (docs/deploy-rights.md). */
const NOT_NARROWED = new Set([
  'ec2:GetManagedPrefixListEntries',
  'elasticloadbalancing:SetRulePriorities',
  'route53:AssociateVPCWithHostedZone',
  'route53:GetChange',
  'wafv2:AssociateWebACL',
  'wafv2:DisassociateWebACL',
  'wafv2:GetWebACLForResource',
]);

describe('the deploy role of a stage', () => {
  it('is allowed every recorded call, and what CloudFormation needs for every type', async () => {
    expect(needed.length).toBeGreaterThan(actions.length);
    expect(await refusedOf(documents, needed)).toEqual([]);
  });

  it('is denied the same on what another project has', async () => {
    const foreign = actions
      .filter((action) => !NOT_NARROWED.has(action) && action !== 'iam:CreateServiceLinkedRole')
      .flatMap((action) => requestsFor(action, ANOTHER))
      .filter(({ resource, context }) => resource !== '*' && !makesAnew(resource, context));
    expect(foreign.length).toBeGreaterThan(100);
    expect(await allowedOf(documents, foreign)).toEqual([]);
  });

  it('is denied the same on another stage of this project', async () => {
    const dev = { ...OURS, stage: 'dev' };
    const foreign = actions
      .filter((action) => !NOT_NARROWED.has(action) && action !== 'iam:CreateServiceLinkedRole')
      .flatMap((action) => requestsFor(action, dev))
      .filter(({ resource, context }) => resource !== '*' && !makesAnew(resource, context))
      // AWS cuts the stage off a bucket's name (docs/deploy-rights.md), and the boundary is read alone.
      .filter(({ action }) => !/^(s3:|iam:GetPolicy)/.test(action));
    expect(await allowedOf(documents, foreign)).toEqual([]);
  });

  it.each(statements.map(({ Sid }) => Sid))('needs %s', async (sid) => {
    const without = documents.map((document) => ({
      ...document,
      Statement: document.Statement.filter((statement) => statement.Sid !== sid),
    }));
    const own = statements.find((statement) => statement.Sid === sid);
    if (own?.Action.every((action) => action.startsWith('apigateway:'))) return;
    const requests = needed.filter(({ action }) => own?.Action.includes(action));
    expect(await refusedOf(without, requests)).not.toEqual([]);
  });
});

/** Of the things that a call makes there is nothing yet that could be another's. */
function makesAnew(resource: string, context: Request['context'] = {}): boolean {
  return (
    Object.keys(context).some((key) => key.endsWith(':CreateAction')) ||
    (/:(ec2|elasticloadbalancing):/.test(resource) && !('aws:ResourceTag/project' in context))
  );
}

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
const vpc = regional('ec2', 'vpc/vpc-0a1b');

const ESCALATIONS: readonly (readonly [string, Request])[] = [
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
];

describe('whoever has the deploy role cannot', () => {
  it.each(ESCALATIONS)('%s', async (_, request) => {
    expect(await isAllowed(documents, request)).toBe(false);
  });

  it('do anything of these, and an administrator could do each', async () => {
    const everything = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
    };
    expect(
      await refusedOf(
        [everything],
        ESCALATIONS.map(([, request]) => request),
      ),
    ).toEqual([]);
  });
});
