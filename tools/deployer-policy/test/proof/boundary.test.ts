import { makePolicy } from '../../src/make-policy.ts';
import { frozenSubject } from '../frozen-subject.ts';
import { ACCOUNT, EVERYTHING, inAccount, isAllowed, REGION, type Request } from './simulator.ts';

const boundary = inAccount(makePolicy(frozenSubject()).boundary);

const regional = (service: string, tail: string) =>
  `arn:aws:${service}:${REGION}:${ACCOUNT}:${tail}`;
const group = (name: string) => regional('logs', `log-group:${name}:log-stream:a`);
const ofCode = {
  'lambda:SourceFunctionArn': regional('lambda', 'function:private-lambda-public-caller-prod-api'),
};
const interfaceCalls: readonly Request[] = [
  { action: 'ec2:CreateNetworkInterface', resource: regional('ec2', 'network-interface/*') },
  { action: 'ec2:CreateNetworkInterface', resource: regional('ec2', 'subnet/subnet-0a1b') },
  { action: 'ec2:DeleteNetworkInterface', resource: regional('ec2', 'network-interface/eni-0a') },
  { action: 'ec2:AssignPrivateIpAddresses', resource: regional('ec2', 'network-interface/eni-0a') },
  {
    action: 'ec2:UnassignPrivateIpAddresses',
    resource: regional('ec2', 'network-interface/eni-0a'),
  },
  { action: 'ec2:DescribeNetworkInterfaces', resource: '*' },
  { action: 'ec2:DescribeSubnets', resource: '*' },
];
const named = ({ action, resource, context }: Request): [string, Request] => [
  `${action} on ${resource}`,
  { action, resource, ...(context && { context }) },
];

/** A role that is given everything has what its boundary leaves. */
const allows = (request: Request) => isAllowed([EVERYTHING], request, boundary);

describe('under the boundary, a role with every right', () => {
  it.each(
    [
      ...interfaceCalls,
      {
        action: 'logs:PutLogEvents',
        resource: group('/aws/lambda/private-lambda-public-caller-prod-api'),
      },
      { action: 'logs:PutLogEvents', resource: group('/ecs/private-lambda-ecs-caller-prod') },
      { action: 'xray:PutTraceSegments', resource: '*' },
      { action: 'ecr:GetAuthorizationToken', resource: '*' },
    ].map(named),
  )('may %s', async (_, request) => {
    expect(await allows(request)).toBe(true);
  });

  it.each(
    [
      ...interfaceCalls.map((call) => ({ ...call, context: ofCode })),
      { action: 'logs:PutLogEvents', resource: group('/aws/lambda/payroll') },
      {
        action: 'logs:PutLogEvents',
        resource: group('/aws/lambda/private-lambda-public-caller-prod-2-api'),
      },
      { action: 'ec2:RunInstances', resource: regional('ec2', 'instance/*') },
      { action: 'iam:PassRole', resource: `arn:aws:iam::${ACCOUNT}:role/admin` },
      { action: 'iam:CreateRole', resource: `arn:aws:iam::${ACCOUNT}:role/mine` },
      { action: 'sts:AssumeRole', resource: `arn:aws:iam::${ACCOUNT}:role/admin` },
      { action: 's3:GetObject', resource: 'arn:aws:s3:::payroll/2026.csv' },
      { action: 'lambda:InvokeFunction', resource: regional('lambda', 'function:payroll') },
      {
        action: 'secretsmanager:GetSecretValue',
        resource: regional('secretsmanager', 'secret:a-0a1b2c'),
      },
      { action: 'kms:Decrypt', resource: regional('kms', 'key/0a1b') },
    ].map(named),
  )('may not %s', async (_, request) => {
    expect(await allows(request)).toBe(false);
    expect(await isAllowed([EVERYTHING], request)).toBe(true);
  });
});
