import { InputError } from '@private-lambda/command-line/input-error';
import table from '../data/iam-facts.json' with { type: 'json' };
import { ACTION_OF, LEFT_OUT } from '../src/handler-exceptions.js';
import { makePolicy } from '../src/make-policy.ts';
import { policyResources } from '../src/policy-file.ts';
import { ACCOUNT, PARTITION, REGION } from '../src/pseudo-parameters.ts';
import { sizeOf } from '../src/split-policies.ts';
import type { Subject } from '../src/subject.ts';
import { frozenSubject } from './frozen-subject.ts';

const subject = frozenSubject();
const { policies, boundary, needed } = makePolicy(subject);
const statements = policies.flatMap(({ Statement }) => Statement);

/** With a resource of one more type in its first stack. */
function withType(type: string): Subject {
  const [first, ...rest] = subject.stacks;
  if (!first) throw new Error('no stack');
  const added = {
    logicalId: 'Added',
    type,
    condition: undefined,
    deletionPolicy: undefined,
    properties: {},
  };
  return { ...subject, stacks: [{ ...first, resources: [...first.resources, added] }, ...rest] };
}

const statementsOf = (one: Subject) =>
  makePolicy(one).policies.flatMap(({ Statement }) => Statement);
const forAction = (action: string, some = statements) =>
  some.filter(({ Action }) => Action.includes(action));

describe('the policy of a deploy role', () => {
  it('fits into managed policies of 6,144 characters, ten at most', () => {
    expect(policies.length).toBeLessThanOrEqual(10);
    for (const { Statement } of policies) {
      const size = Statement.reduce((sum, statement) => sum + sizeOf(statement), 0);
      expect(size).toBeLessThanOrEqual(6144);
    }
  });

  it('names each statement once, in letters and digits', () => {
    const sids = statements.map(({ Sid }) => Sid);
    expect(new Set(sids).size).toBe(sids.length);
    expect(sids.filter((sid) => !/^[A-Za-z0-9]+$/.test(sid))).toEqual([]);
  });

  it('names no resource by * alone but for actions that take none', () => {
    const everything = /^(\*|arn:[^:]*:[^:]*:[^:]*:[^:]*:\*)$/;
    const inPlace = (arn: string) => arn.replaceAll(/\$\{[^}]*\}/g, '');
    const wide = statements.filter(({ Resource }) =>
      Resource.some((one) => everything.test(inPlace(one))),
    );
    expect(wide.map(({ Sid }) => Sid)).toEqual(['TakesNoResource']);
  });

  it('holds no wildcard in an action', () => {
    const everyAction = statements.flatMap(({ Action }) => Action);
    expect(everyAction.filter((action) => action.includes('*'))).toEqual([]);
  });

  it('makes and changes roles under the boundary alone', () => {
    const roles = forAction('iam:CreateRole');
    expect(roles).toHaveLength(1);
    expect(roles[0]?.Condition).toEqual({
      StringEquals: {
        'iam:PermissionsBoundary': [
          `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy/private-lambda-deployer-prod-boundary`,
        ],
      },
    });
    expect(roles[0]?.Action).toEqual(
      expect.arrayContaining(['iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy', 'iam:DeleteRole']),
    );
  });

  it('says which actions of AWS schemas it leaves out', () => {
    expect(needed.leftOut).toContain('iam:DeleteRolePermissionsBoundary');
    expect(needed.leftOut).toContain('kms:Decrypt');
    expect(needed.leftOut.filter((action) => forAction(action).length > 0)).toEqual([]);
  });

  it('grants every action that is needed', () => {
    expect(needed.actions.filter((action) => forAction(action).length === 0)).toEqual([]);
  });

  it('grants or leaves out each action that AWS asks for by type, under the name that IAM knows', () => {
    const asked = table.handlers['AWS::S3::Bucket'].concat(
      table.handlers['AWS::ApiGatewayV2::Stage'],
    );
    const decided = new Set([...needed.actions, ...needed.leftOut].map((one) => one.toLowerCase()));
    const undecided = asked.filter((action) => !decided.has(action.toLowerCase()));
    expect(undecided.filter((action) => ACTION_OF[action] === undefined)).toEqual([]);
    const otherNames = undecided.flatMap((action) => ACTION_OF[action] ?? []);
    expect(otherNames).toContain('s3:PutBucketCORS');
    expect(otherNames.filter((action) => forAction(action).length === 0)).toEqual([]);
  });

  it('tags the stage of an HTTP API by the action that AWS lists nowhere', () => {
    expect(forAction('apigateway:TagResource').flatMap(({ Resource }) => Resource)).toEqual([
      `arn:${PARTITION}:apigateway:${REGION}::/apis`,
      `arn:${PARTITION}:apigateway:${REGION}::/apis/*`,
    ]);
  });

  it('reads what others make, and does nothing else with it', () => {
    const lists = statements.filter(({ Resource }) =>
      Resource.some((one) => one.includes(':prefix-list/')),
    );
    expect(lists.flatMap(({ Action }) => Action)).toEqual(['ec2:GetManagedPrefixListEntries']);
  });

  it('makes the linked roles of the services that its types need', () => {
    const linked = (some: typeof statements) =>
      forAction('iam:CreateServiceLinkedRole', some).flatMap(({ Condition }) =>
        Object.values(Condition ?? {}).flatMap((keys) => keys['iam:AWSServiceName'] ?? []),
      );
    expect(linked(statements)).toEqual([
      'ops.apigateway.amazonaws.com',
      'ecs.amazonaws.com',
      'elasticloadbalancing.amazonaws.com',
    ]);
    expect(linked(statementsOf({ ...subject, makesRegionalNat: true }))).toContain(
      'ec2-nat-gateway.amazonaws.com',
    );
    const withoutEcs = subject.stacks.filter(({ name }) => !name.includes('ecs-caller'));
    expect(linked(statementsOf({ ...subject, stacks: withoutEcs }))).not.toContain(
      'ecs.amazonaws.com',
    );
  });
});

describe('in an existing VPC', () => {
  const adopted: Subject = {
    ...subject,
    existing: { vpc: 'vpc-0a1b', subnets: ['subnet-0a1b'], elasticIps: [] },
  };

  it('what is made may stand in that VPC, and what it is stays as it is', () => {
    const inside = statementsOf(adopted).filter(({ Resource }) =>
      Resource.some((one) => one.endsWith('vpc/vpc-0a1b')),
    );
    const actions = inside.flatMap(({ Action }) => Action);
    expect(actions).toContain('ec2:CreateSubnet');
    expect(actions.filter((action) => !/:(Create|Describe)/.test(action))).toEqual([]);
    expect(actions).not.toContain('ec2:CreateTags');
  });

  it('a shared one is named in whatever account owns it, what is ours in our own', () => {
    const ofSubnets = statementsOf(adopted)
      .filter(({ Action }) => Action.includes('ec2:CreateSubnet'))
      .flatMap(({ Resource }) => Resource);
    const own = ofSubnets.filter((arn) => arn.endsWith(':subnet/*'));
    expect(ofSubnets).toContain(`arn:${PARTITION}:ec2:${REGION}:*:vpc/vpc-0a1b`);
    expect(new Set(own)).toEqual(new Set([`arn:${PARTITION}:ec2:${REGION}:${ACCOUNT}:subnet/*`]));
  });

  it('nothing names a VPC where the stage makes its own', () => {
    expect(JSON.stringify(statements)).not.toContain('vpc-0');
  });
});

describe('with Elastic IPs of others', () => {
  it('gives each to a NAT gateway, in this account, and does nothing else with it', () => {
    const existing = { subnets: [], elasticIps: ['eipalloc-0a1b'] };
    const named = statementsOf({ ...subject, existing }).filter(({ Resource }) =>
      Resource.some((one) => one.includes('eipalloc')),
    );
    expect(named.flatMap(({ Action }) => Action)).toEqual(['ec2:CreateNatGateway']);
    expect(named.flatMap(({ Resource }) => Resource)).toEqual([
      `arn:${PARTITION}:ec2:${REGION}:${ACCOUNT}:elastic-ip/eipalloc-0a1b`,
    ]);
    expect(JSON.stringify(statements)).not.toContain('eipalloc');
  });
});

describe('a stage that uses the network of another', () => {
  it('reads that stack and changes it not', () => {
    const shared = { ...subject, readStacks: ['private-lambda-network-base'] };
    const actions = statementsOf(shared)
      .filter(({ Resource }) => Resource.some((one) => one.includes('network-base')))
      .flatMap(({ Action }) => Action);
    expect(actions).toContain('cloudformation:DescribeStacks');
    expect(actions.filter((action) => !/:(Describe|Get|List)/.test(action))).toEqual([]);
  });
});

describe('the boundary', () => {
  it('allows what the roles are given in the templates, and log lines in their own groups', () => {
    const [logs, ofLambda, rest] = boundary.Statement;
    expect(logs?.Action).toContain('logs:PutLogEvents');
    expect(logs?.Resource.every((one) => one.includes('private-lambda-'))).toBe(true);
    expect(rest?.Action).toEqual(expect.arrayContaining(['xray:PutTraceSegments']));
    expect(rest?.Action.filter((action) => /^(iam|sts|s3|lambda|ec2):/.test(action))).toEqual([]);
    expect(ofLambda?.Action).toContain('ec2:CreateNetworkInterface');
    expect(ofLambda?.Condition).toEqual({ Null: { 'lambda:SourceFunctionArn': ['true'] } });
  });

  it('has one policy of its own in the file, and none where it is somebody else’s', () => {
    const policy = makePolicy(subject);
    expect(policyResources(policy, subject)).toContain('"Boundary"');
    const others = { ...subject, makesBoundary: false };
    expect(policyResources(policy, others)).not.toContain('"Boundary"');
  });
});

describe('an action of which nothing says whether a deploy gets it', () => {
  afterEach(() => jest.restoreAllMocks());
  const codeOf = () => {
    try {
      makePolicy(subject);
    } catch (error) {
      return error instanceof InputError ? `${error.code}: ${error.message}` : String(error);
    }
    return 'made';
  };
  const topicPoliciesAskFor = (action: string) =>
    jest.replaceProperty(table.handlers, 'AWS::SNS::TopicPolicy', [action]);

  it('is named where IAM does not know it', () => {
    topicPoliciesAskFor('sns:NoSuchAction');
    expect(codeOf()).toMatch(/^POLICY_ACTION_UNKNOWN: A deploy asks for sns:NoSuchAction/);
  });

  it('is named where no service makes what it is on', () => {
    jest.replaceProperty(LEFT_OUT, 'lambda:GetLayerVersion', undefined);
    expect(codeOf()).toMatch(/^POLICY_ACTION_UNKNOWN: A deploy asks for lambda:GetLayerVersion/);
  });

  it('is named where it makes a linked role of nobody knows whom', () => {
    topicPoliciesAskFor('iam:CreateServiceLinkedRole');
    expect(codeOf()).toMatch(
      /^POLICY_ACTION_UNKNOWN: A deploy asks for iam:CreateServiceLinkedRole \(AWS::SNS::TopicPolicy\)/,
    );
  });

  it('is none with the tables as they are', () => {
    expect(codeOf()).toBe('made');
  });
});

describe('a type', () => {
  it('that nothing is known of is named, with the command that looks it up', () => {
    expect(() => makePolicy(withType('AWS::DynamoDB::Table'))).toThrow(
      /AWS::DynamoDB::Table takes; expected node tools\/deployer-policy\/make-tables\.mjs AWS::DynamoDB::Table/,
    );
  });

  it('that is known brings its own names', () => {
    const topics = (some: typeof statements) => forAction('sns:CreateTopic', some)[0]?.Resource;
    expect(topics(statements)).toHaveLength(1);
    expect(topics(statementsOf(withType('AWS::SNS::Topic')))).toEqual(
      expect.arrayContaining([expect.stringMatching(/-prod-Added-\*$/)]),
    );
  });
});
