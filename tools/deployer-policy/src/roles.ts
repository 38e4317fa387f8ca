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

/** The services that the roles of these stacks trust. */
export function passedServices(stacks: readonly Stack[]): readonly string[] {
  const trusted = rolesOf(stacks).flatMap(({ AssumeRolePolicyDocument }) =>
    AssumeRolePolicyDocument.Statement.flatMap(({ Principal }) => Principal?.Service ?? []),
  );
  return [...new Set(trusted.filter((one) => typeof one === 'string'))].sort();
}

/** ARNs of AWS's policies that are attached to roles of these stacks. */
export function managedPolicies(stacks: readonly Stack[]): readonly string[] {
  const names = managedNames(stacks);
  return names.map((name) => `arn:${PARTITION}:iam::aws:policy/${name}`);
}

/**
 * The boundary: what the roles may do at most is what they are given in the templates of today.
 * @throws Error for a managed policy whose actions are not written down here
 */
export function boundaryStatements({ stacks }: Subject): readonly Statement[] {
  const given = rolesOf(stacks).flatMap(({ Policies }) =>
    Policies.flatMap(({ PolicyDocument }) =>
      PolicyDocument.Statement.flatMap(({ Effect, Action }) => (Effect === 'Allow' ? Action : [])),
    ),
  );
  const actions = new Set([
    ...given.filter((one) => typeof one === 'string'),
    ...managedNames(stacks).flatMap((name) => MANAGED[name] ?? []),
  ]);
  const isLog = (action: string) => action.startsWith('logs:');
  const statements: readonly Statement[] = [
    {
      Sid: 'WriteOwnLogs',
      Effect: 'Allow',
      Action: [...actions].filter(isLog).sort(),
      Resource: arnsOf('logs:log-group', stacks),
    },
    {
      Sid: 'AtMost',
      Effect: 'Allow',
      Action: [...actions].filter((action) => !isLog(action)).sort(),
      Resource: ['*'],
    },
  ];
  return statements.filter(({ Action }) => Action.length > 0);
}

function rolesOf(stacks: readonly Stack[]) {
  return stacks.flatMap(({ resources }) =>
    resources
      .filter(({ type }) => type === 'AWS::IAM::Role')
      .map(({ properties }) => v.parse(roleSchema, properties)),
  );
}

/** `service-role/…`, whatever way the template writes the ARN. */
function managedNames(stacks: readonly Stack[]): readonly string[] {
  const names = rolesOf(stacks).flatMap(({ ManagedPolicyArns }) =>
    ManagedPolicyArns.map((arn) => {
      const name = Object.keys(MANAGED).find((known) => JSON.stringify(arn).includes(`${known}"`));
      if (name !== undefined) return name;
      throw new Error(`src/roles.ts does not say what the policy ${JSON.stringify(arn)} allows`);
    }),
  );
  return [...new Set(names)].sort();
}
