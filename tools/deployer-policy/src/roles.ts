import { InputError } from '@private-lambda/command-line/input-error';
import type { PackagedResource } from '@private-lambda/system/read-packaged';
import * as v from 'valibot';
import { arnsOf } from './names.ts';
import { ACCOUNT, PARTITION } from './pseudo-parameters.ts';
import type { Stack, Statement, Subject } from './subject.ts';

/** IAM takes one thing for a list of one (IAM user guide, "Grammar of the IAM JSON policy language"). */
const oneOrMore = <Item extends v.GenericSchema>(item: Item) =>
  v.union([
    v.array(item),
    v.pipe(
      item,
      v.transform((one) => [one]),
    ),
  ]);
const texts = v.optional(oneOrMore(v.string()), []);
const statementSchema = v.object({
  Effect: v.picklist(['Allow', 'Deny']),
  Action: texts,
  Principal: v.optional(v.object({ Service: texts })),
});
const documentSchema = v.object({ Statement: oneOrMore(statementSchema) });
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
  const services = new Set(parsed(stacks).flatMap(trustedBy));
  return [...services].sort().map((service) => [
    service,
    stacks.map(({ name, resources }) => ({
      name,
      resources: resources.filter(
        (one) => one.type === ROLE && trustedBy(readRole(name, one)).includes(service),
      ),
    })),
  ]);
}

const trustedBy = ({ AssumeRolePolicyDocument }: Role): readonly string[] =>
  AssumeRolePolicyDocument.Statement.flatMap(({ Principal }) => Principal?.Service ?? []);

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
 * @throws InputError POLICY_ROLE_UNREADABLE; Error for a managed policy whose actions are not written down here
 */
export function boundaryStatements({ stacks }: Subject): readonly Statement[] {
  const stated = parsed(stacks).flatMap(({ Policies }) =>
    Policies.flatMap(({ PolicyDocument }) =>
      PolicyDocument.Statement.flatMap(({ Effect, Action }) => (Effect === 'Allow' ? Action : [])),
    ),
  );
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

type Role = v.InferOutput<typeof roleSchema>;

const parsed = (stacks: readonly Stack[]): readonly Role[] =>
  stacks.flatMap(({ name, resources }) =>
    resources.filter(({ type }) => type === ROLE).map((role) => readRole(name, role)),
  );

/** What a function of CloudFormation makes of a role (`!If`, `!Sub`) is not worked out here. */
function readRole(stack: string, { logicalId, properties }: PackagedResource): Role {
  const result = v.safeParse(roleSchema, properties);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new InputError(
    'POLICY_ROLE_UNREADABLE',
    `role ${logicalId} of ${stack}: ${v.getDotPath(issue)}: found ${JSON.stringify(issue.input)}, expected it written out, without a function of CloudFormation`,
  );
}

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
