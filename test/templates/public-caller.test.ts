import { protectedApiUrlValue } from '../../config/api-address.js';
import { loadStage } from '../../config/stage.js';
import { type Claim, describeClaim } from '../support/claim.ts';
import { exportsOf, propertiesOf, type System, templateOf } from '../support/system.ts';
import { at, listOf, resourcesOfType } from '../support/template.ts';

const service = 'public-caller';
const properties = (system: System, id: string) => propertiesOf(system, service, id);

const wearsItsGroups: Claim = (system) => {
  const { azs, callerInternetAccess } = loadStage(system.stage);
  const network = system.stackNames['network'];
  const groups = callerInternetAccess ? ['ApiClient', 'InternetClient'] : ['ApiClient'];
  const ofTheDesign = groups.map((group) => `${network}-${group}SecurityGroupId`);
  const worn = listOf(at(properties(system, 'ApiLambdaFunction'), 'VpcConfig', 'SecurityGroupIds'));
  // Besides the keys of the design, a team may give it keys of its own, which the network has too.
  const own = exportsOf(system, 'network').filter(
    (name) => !/(Api|Internet)[A-Za-z]+GroupId$/.test(name),
  );
  const expected = {
    SecurityGroupIds: [
      ...ofTheDesign,
      ...worn.map((one) => String(at(one, 'Fn::ImportValue'))).filter((name) => own.includes(name)),
    ].map((name) => ({ 'Fn::ImportValue': name })),
    SubnetIds: { 'Fn::Split': [',', { 'Fn::ImportValue': `${network}-PrivateSubnetIds${azs}` }] },
  };
  const found = properties(system, 'ApiLambdaFunction')['VpcConfig'];
  return JSON.stringify(found) === JSON.stringify(expected)
    ? []
    : [`ApiLambdaFunction VpcConfig is ${JSON.stringify(found)}`];
};

describeClaim('the caller is in the private subnets and wears its groups', wearsItsGroups, [
  {
    mistake: 'it wears another group',
    make: (system) =>
      listOf(at(properties(system, 'ApiLambdaFunction'), 'VpcConfig', 'SecurityGroupIds')).push(
        'sg-1',
      ),
    named: 'sg-1',
  },
  {
    mistake: 'it wears the way out without the leave of its stage',
    make: (system) => {
      const network = system.stackNames['network'];
      listOf(at(properties(system, 'ApiLambdaFunction'), 'VpcConfig', 'SecurityGroupIds')).push({
        'Fn::ImportValue': `${network}-InternetClientSecurityGroupId`,
      });
    },
    named: 'InternetClientSecurityGroupId',
  },
  {
    mistake: 'it is not in the VPC',
    make: (system) => delete properties(system, 'ApiLambdaFunction')['VpcConfig'],
    named: 'undefined',
  },
]);

const callsTheLoadBalancer: Claim = (system) => {
  const url = at(
    properties(system, 'ApiLambdaFunction'),
    'Environment',
    'Variables',
    'PROTECTED_API_URL',
  );
  const stack = system.stackNames['protected-api'] ?? '';
  const expected = protectedApiUrlValue(loadStage(system.stage), stack);
  return JSON.stringify(url) === JSON.stringify(expected)
    ? []
    : [`PROTECTED_API_URL is ${JSON.stringify(url)}`];
};

describeClaim(
  "the caller's URL is the load balancer's name, with the stage's scheme and port",
  callsTheLoadBalancer,
  [
    {
      mistake: 'the URL is that of the local run',
      make: (system) => {
        const variables = at(properties(system, 'ApiLambdaFunction'), 'Environment', 'Variables');
        Object.assign(Object(variables), { PROTECTED_API_URL: 'http://127.0.0.1:3003' });
      },
      named: '127.0.0.1',
    },
  ],
);

/** The rights of AWSLambdaVPCAccessExecutionRole on network interfaces. */
const INTERFACE_ACTIONS = [
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];

const statementsOf = (system: System): unknown[] =>
  listOf(properties(system, 'IamRoleLambdaExecution')['Policies']).flatMap((policy) =>
    listOf(at(policy, 'PolicyDocument', 'Statement')),
  );

const codeHasNoInterfaceRights: Claim = (system) => {
  const denied = statementsOf(system).filter(
    (statement) =>
      at(statement, 'Effect') === 'Deny' &&
      at(statement, 'Resource') === '*' &&
      JSON.stringify(at(statement, 'Condition', 'ArnEquals', 'lambda:SourceFunctionArn'))?.includes(
        `function:${properties(system, 'ApiLambdaFunction')['FunctionName']}`,
      ),
  );
  const actions = denied.flatMap((statement) => listOf(at(statement, 'Action')));
  return INTERFACE_ACTIONS.filter((action) => !actions.includes(action)).map(
    (action) => `the code of the function may ${action}`,
  );
};

describeClaim("the function's code has no rights on network interfaces", codeHasNoInterfaceRights, [
  {
    mistake: 'one action is forgotten',
    make: (system) => {
      const statement = statementsOf(system).find((one) => at(one, 'Effect') === 'Deny');
      listOf(at(statement, 'Action')).shift();
    },
    named: 'may ec2:CreateNetworkInterface',
  },
  {
    mistake: 'the statement allows',
    make: (system) => {
      const statement = statementsOf(system).find((one) => at(one, 'Effect') === 'Deny');
      Object.assign(Object(statement), { Effect: 'Allow' });
    },
    named: 'may ec2:DeleteNetworkInterface',
  },
]);

/** The rights of AWSLambdaVPCAccessExecutionRole on log groups. */
const LOG_ACTIONS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

const OWN_LOG_GROUP = [
  { 'Fn::GetAtt': ['ApiLogGroup', 'Arn'] },
  {
    'Fn::Sub': `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:\${ApiLogGroup}`,
  },
];

/** Whoever has the role: Lambda too writes the function's lines to no other group. */
const isDenialOfOtherLogs = (statement: unknown): boolean =>
  at(statement, 'Effect') === 'Deny' &&
  at(statement, 'Condition') === undefined &&
  JSON.stringify(at(statement, 'NotResource')) === JSON.stringify(OWN_LOG_GROUP);

const writesNoOtherLog: Claim = (system) => {
  const denied = statementsOf(system)
    .filter(isDenialOfOtherLogs)
    .flatMap((statement) => listOf(at(statement, 'Action')));
  return LOG_ACTIONS.filter((action) => !denied.includes(action)).map(
    (action) => `the role may ${action} outside its own log group`,
  );
};

/** A mistake in the statement that denies other log groups. */
const changeLogDenial = (change: Record<string, unknown>) => (system: System) =>
  Object.assign(Object(statementsOf(system).find(isDenialOfOtherLogs)), change);

describeClaim("the function's role writes to no log group but its own", writesNoOtherLog, [
  {
    mistake: 'an action is forgotten',
    make: changeLogDenial({ Action: LOG_ACTIONS.slice(1) }),
    named: 'may logs:CreateLogGroup',
  },
  {
    mistake: 'every log group is let out',
    make: changeLogDenial({ NotResource: '*' }),
    named: 'may logs:PutLogEvents',
  },
  {
    mistake: 'a condition lets somebody out',
    make: changeLogDenial({ Condition: { StringEquals: { 'aws:ResourceTag/a': 'b' } } }),
    named: 'may logs:CreateLogStream',
  },
  {
    mistake: 'the statement allows',
    make: changeLogDenial({ Effect: 'Allow' }),
    named: 'may logs:PutLogEvents',
  },
]);

const allowsNothingWide: Claim = (system) =>
  statementsOf(system)
    .filter((statement) => at(statement, 'Effect') === 'Allow')
    .flatMap((statement) =>
      listOf(at(statement, 'Action'))
        .map(String)
        .filter((action) => !action.startsWith('xray:Put'))
        .filter((action) => action.includes('*') || listOf(at(statement, 'Resource')).includes('*'))
        .map((action) => `the role may ${action} on everything`),
    );

describeClaim(
  'the role allows no wildcard action, and nothing but X-Ray on every resource',
  allowsNothingWide,
  [
    {
      mistake: 'a statement allows everything of S3',
      make: (system) => {
        const [policy] = listOf(properties(system, 'IamRoleLambdaExecution')['Policies']);
        listOf(at(policy, 'PolicyDocument', 'Statement')).push({
          Effect: 'Allow',
          Action: 's3:*',
          Resource: 'arn:aws:s3:::a',
        });
      },
      named: 's3:*',
    },
  ],
);

const ACCESS_LOG_FIELDS = [
  '$context.requestId',
  '$context.error.message',
  '$context.integration.error',
  '$context.responseLatency',
  '$context.integration.latency',
];

const stageIsThrottledAndLogged: Claim = (system) => {
  const stage = properties(system, 'HttpApiStage');
  const { rateLimit, burstLimit } = loadStage(system.stage).throttling;
  const format = String(at(stage, 'AccessLogSettings', 'Format'));
  const problems = ACCESS_LOG_FIELDS.filter((field) => !format.includes(field)).map(
    (field) => `the access log lacks ${field}`,
  );
  if (Object.keys(JSON.parse(format)).length < ACCESS_LOG_FIELDS.length) problems.push('no JSON');
  if (at(stage, 'DefaultRouteSettings', 'ThrottlingRateLimit') !== rateLimit)
    problems.push('no rate limit');
  if (at(stage, 'DefaultRouteSettings', 'ThrottlingBurstLimit') !== burstLimit)
    problems.push('no burst limit');
  return problems;
};

describeClaim(
  'the HTTP API is throttled, and its log names errors and latency',
  stageIsThrottledAndLogged,
  [
    {
      mistake: 'the route settings are left out',
      make: (system) => delete properties(system, 'HttpApiStage')['DefaultRouteSettings'],
      named: 'no rate limit',
    },
    {
      mistake: "osls's own format is used",
      make: (system) => {
        const settings = Object(at(properties(system, 'HttpApiStage'), 'AccessLogSettings'));
        settings.Format = '{"requestId":"$context.requestId"}';
      },
      named: 'lacks $context.error.message',
    },
  ],
);

const tracesItsCalls: Claim = (system) =>
  ['public-caller', 'protected-api'].flatMap((name) =>
    resourcesOfType(templateOf(system, name), 'AWS::Lambda::Function')
      .filter(([, { Properties }]) => at(Properties, 'TracingConfig', 'Mode') !== 'Active')
      .map(([id]) => `${id} is not traced`),
  );

describeClaim('both functions are traced', tracesItsCalls, [
  {
    mistake: 'tracing is passed through',
    make: (system) =>
      Object.assign(properties(system, 'ApiLambdaFunction'), {
        TracingConfig: { Mode: 'PassThrough' },
      }),
    named: 'ApiLambdaFunction',
  },
]);
