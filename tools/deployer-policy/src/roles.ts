import type { PackagedResource } from '@private-lambda/system/read-packaged';
import * as v from 'valibot';
import { arnsOf } from './names.ts';
import { ACCOUNT, PARTITION } from './pseudo-parameters.ts';
import type { Stack, Statement, Subject } from './subject.ts';

const oneOrMore = v.union([
  v.pipe(
    v.string(),
    v.transform((text) => [text]),
  ),
  v.array(v.unknown()),
]);
const statementSchema = v.object({
  Effect: v.picklist(['Allow', 'Deny']),
  Action: v.optional(oneOrMore, []),
  Principal: v.optional(v.object({ Service: v.optional(oneOrMore, []) })),
});
const documentSchema = v.object({ Statement: v.array(statementSchema) });
const roleSchema = v.object({
  AssumeRolePolicyDocument: documentSchema,
  Policies: v.optional(v.array(v.object({ PolicyDocument: documentSchema })), []),
  ManagedPolicyArns: v.optional(v.array(v.unknown()), []),
});

const ROLE = 'AWS::IAM::Role';

/** What AWS's own policies allow, of those that osls gives to a role (AWS managed policy reference). */
const MANAGED: Readonly<Record<string, readonly string[]>> = {
  'service-role/AWSLambdaVPCAccessExecutionRole': [
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:DeleteNetworkInterface',
    'ec2:AssignPrivateIpAddresses',
    'ec2:UnassignPrivateIpAddresses',
  ],
};

/** ARN of the boundary, in CloudFormation's words. */
export const boundaryArn = ({ boundary }: Pick<Subject, 'boundary'>) =>
  `arn:${PARTITION}:iam::${ACCOUNT}:policy/${boundary}`;

/** Each service that a role of these stacks trusts, and the stacks with no roles but those that trust it. */
export function trustedServices(
  stacks: readonly Stack[],
): readonly (readonly [string, readonly Stack[]])[] {
  const services = new Set(rolesOf(stacks).flatMap(({ properties }) => trustedBy(properties)));
  return [...services].sort().map((service) => [
    service,
    stacks.map(({ name, resources }) => ({
      name,
      resources: resources.filter(
        (one) => one.type === ROLE && trustedBy(one.properties).includes(service),
      ),
    })),
  ]);
}

function trustedBy(properties: PackagedResource['properties']): readonly string[] {
  return v
    .parse(roleSchema, properties)
    .AssumeRolePolicyDocument.Statement.flatMap(({ Principal }) => Principal?.Service ?? [])
    .filter((one) => typeof one === 'string');
}

/** ARNs of AWS's policies that are attached to roles of these stacks. */
export function managedPolicies(stacks: readonly Stack[]): readonly string[] {
  const names = managedNames(stacks);
  return names.map((name) => `arn:${PARTITION}:iam::aws:policy/${name}`);
}

/**
 * The boundary: what the roles may do at most is what they are given in the templates of today. What AWS's own policies
 * give for the network interfaces of a function is for Lambda, which makes them with the function's role: the code of a
 * function has the key `lambda:SourceFunctionArn` in its requests, Lambda itself has not (Lambda developer guide,
 * "Working with Lambda execution environment credentials").
 * @throws Error for a managed policy whose actions are not written down here
 */
export function boundaryStatements({ stacks }: Subject): readonly Statement[] {
  const given = parsed(stacks).flatMap(({ Policies }) =>
    Policies.flatMap(({ PolicyDocument }) =>
      PolicyDocument.Statement.flatMap(({ Effect, Action }) => (Effect === 'Allow' ? Action : [])),
    ),
  );
  const stated = given.filter((one) => typeof one === 'string');
  const managed = managedNames(stacks).flatMap((name) => MANAGED[name] ?? []);
  const isLog = (action: string) => action.startsWith('logs:');
  const once = (actions: readonly string[]) => [...new Set(actions)].sort();
  const statements: readonly Statement[] = [
    {
      Sid: 'WriteOwnLogs',
      Effect: 'Allow',
      Action: once([...stated, ...managed].filter(isLog)),
      Resource: arnsOf('logs:log-group', stacks),
    },
    {
      Sid: 'LambdaItself',
      Effect: 'Allow',
      Action: once(managed.filter((action) => !isLog(action))),
      Resource: ['*'],
      Condition: { Null: { 'lambda:SourceFunctionArn': ['true'] } },
    },
    {
      Sid: 'AtMost',
      Effect: 'Allow',
      Action: once(stated.filter((action) => !isLog(action))),
      Resource: ['*'],
    },
  ];
  return statements.filter(({ Action }) => Action.length > 0);
}

function rolesOf(stacks: readonly Stack[]) {
  return stacks.flatMap(({ resources }) => resources.filter(({ type }) => type === ROLE));
}

const parsed = (stacks: readonly Stack[]) =>
  rolesOf(stacks).map(({ properties }) => v.parse(roleSchema, properties));

/** `service-role/…`, whatever way the template writes the ARN. */
function managedNames(stacks: readonly Stack[]): readonly string[] {
  const names = parsed(stacks).flatMap(({ ManagedPolicyArns }) =>
    ManagedPolicyArns.map((arn) => {
      const name = Object.keys(MANAGED).find((known) => JSON.stringify(arn).includes(`${known}"`));
      if (name !== undefined) return name;
      throw new Error(`src/roles.ts does not say what the policy ${JSON.stringify(arn)} allows`);
    }),
  );
  return [...new Set(names)].sort();
}
