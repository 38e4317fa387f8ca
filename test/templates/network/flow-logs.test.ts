import { at, listOf, resourceOf, type Template } from '../../support/template.ts';
import { compare } from './compare.ts';
import { change, describeNetworkClaim, type NetworkClaim } from './describe-network-claim.ts';

const everythingIsLogged: NetworkClaim = ({ template, stage }) => {
  const { Tags, ...flowLog } = template.Resources['FlowLog']?.Properties ?? {};
  const retention = at(template.Resources['FlowLogGroup'], 'Properties', 'RetentionInDays');
  return [
    ...compare(
      'FlowLog',
      [flowLog],
      [
        {
          ResourceType: 'VPC',
          ResourceId: { Ref: 'Vpc' },
          TrafficType: 'ALL',
          LogDestinationType: 'cloud-watch-logs',
          LogGroupName: { Ref: 'FlowLogGroup' },
          DeliverLogsPermissionArn: { 'Fn::GetAtt': ['FlowLogRole', 'Arn'] },
        },
      ],
    ),
    ...compare('FlowLogGroup retention', [retention], [stage.logRetentionInDays]),
  ];
};

describeNetworkClaim(
  'every connection is logged, and kept as long as the stage says',
  everythingIsLogged,
  [
    {
      mistake: 'only accepted connections are logged',
      make: change('FlowLog', { TrafficType: 'ACCEPT' }),
      named: '"TrafficType":"ACCEPT"',
    },
    {
      mistake: 'the log is kept for ever',
      make: change('FlowLogGroup', { RetentionInDays: undefined }),
      named: 'FlowLogGroup retention: missing',
    },
  ],
);

const ownGroup = { 'Fn::GetAtt': ['FlowLogGroup', 'Arn'] };
const writing = ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'];

const roleWritesItsGroupOnly: NetworkClaim = ({ template }) => {
  const role = template.Resources['FlowLogRole']?.Properties;
  const statements = listOf(at(role, 'Policies')).flatMap((policy) =>
    listOf(at(policy, 'PolicyDocument', 'Statement')),
  );
  return [
    ...compare('managed policies', listOf(at(role, 'ManagedPolicyArns')), []),
    ...statements.flatMap((statement) => [
      ...compare('actions', listOf(at(statement, 'Action')), writing),
      ...compare('resources', listOf(at(statement, 'Resource')), [ownGroup]),
    ]),
    ...(statements.length > 0 ? [] : ['FlowLogRole may write nothing']),
  ];
};

const policyStatement = (template: Template) => {
  const [policy] = listOf(at(resourceOf(template, 'FlowLogRole'), 'Properties', 'Policies'));
  const [statement] = listOf(at(policy, 'PolicyDocument', 'Statement'));
  return Object(statement);
};

describeNetworkClaim("the flow logs' role writes to their log group only", roleWritesItsGroupOnly, [
  {
    mistake: 'it may write to every group',
    make: (template) => Object.assign(policyStatement(template), { Resource: '*' }),
    named: 'resources: unexpected *',
  },
  {
    mistake: 'it may do more than write',
    make: (template) => Object.assign(policyStatement(template), { Action: 'logs:*' }),
    named: 'actions: unexpected logs:*',
  },
  {
    mistake: 'it takes a managed policy',
    make: change('FlowLogRole', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/PowerUserAccess'] }),
    named: 'managed policies: unexpected',
  },
]);

const onlyFlowLogsWearTheRole: NetworkClaim = ({ template }) =>
  compare(
    'trust',
    listOf(
      at(template.Resources['FlowLogRole'], 'Properties', 'AssumeRolePolicyDocument', 'Statement'),
    ),
    [
      {
        Effect: 'Allow',
        Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
          ArnLike: {
            'aws:SourceArn': {
              'Fn::Sub': `arn:\${AWS::Partition}:ec2:\${AWS::Region}:\${AWS::AccountId}:vpc-flow-log/*`,
            },
          },
        },
      },
    ],
  );

describeNetworkClaim("only this account's flow logs wear the role", onlyFlowLogsWearTheRole, [
  {
    mistake: 'flow logs of any account may wear it',
    make: (template) => {
      const document = at(
        resourceOf(template, 'FlowLogRole'),
        'Properties',
        'AssumeRolePolicyDocument',
      );
      const [statement] = listOf(at(document, 'Statement'));
      delete Object(statement).Condition;
    },
    named: 'trust: unexpected',
  },
]);
