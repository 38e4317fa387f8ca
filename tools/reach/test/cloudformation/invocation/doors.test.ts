// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is the syntax of Fn::Sub
import type { Door } from '../../../src/cloudformation/invocation/door.ts';
import { listDoors } from '../../../src/cloudformation/invocation/doors.ts';
import { loadSystem } from '../../../src/loading/load-system.ts';
import { Assumptions } from '../../../src/template/assumptions.ts';
import { stackSet } from '../../../src/template/system.ts';
import { TemporaryFiles } from '../../make-system.ts';

let files: TemporaryFiles;
beforeAll(() => {
  files = new TemporaryFiles();
});
afterAll(() => files.remove());

const Arn = { 'Fn::GetAtt': ['Fn', 'Arn'] };
const target = {
  Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
  Properties: { Name: 'own', Targets: [{ Id: Arn }] },
};
const permission = (properties: object) => ({
  Type: 'AWS::Lambda::Permission',
  Properties: {
    FunctionName: Arn,
    Action: 'lambda:InvokeFunction',
    Principal: 'elasticloadbalancing.amazonaws.com',
    ...properties,
  },
});
/** Every target group that is called `own`. */
const OWN_ARN = {
  'Fn::Join': [
    ':',
    [
      'arn:aws:elasticloadbalancing',
      { Ref: 'AWS::Region' },
      { Ref: 'AWS::AccountId' },
      'targetgroup/own/*',
    ],
  ],
};
const SourceAccount = { Ref: 'AWS::AccountId' };

async function doors(more: object): Promise<string[]> {
  return (await listed(more)).map(({ name }) => name);
}

async function listed(more: object): Promise<Door[]> {
  const Resources = {
    Fn: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'fn' } },
    Other: { Type: 'AWS::Lambda::Function', Properties: {} },
    ...more,
  };
  const template = { Parameters: { Anything: { Type: 'String' } }, Resources };
  const system = await loadSystem({
    stacks: [{ name: 's', file: files.write('doors.json', template) }],
  });
  return listDoors(stackSet(system, Assumptions.none()), 's/Fn');
}

describe('Function: listDoors', () => {
  it.each<[string, object, string[]]>([
    ['nothing', {}, []],
    [
      'a target group with its permission',
      { Group: target, P: permission({ SourceArn: { Ref: 'Group' }, SourceAccount }) },
      ['load-balancer s/Group'],
    ],
    [
      'a permission without a source',
      { Group: target, P: permission({ SourceAccount }) },
      ['load-balancer s/Group', 'permission s/P'],
    ],
    [
      'a permission for every target group',
      {
        Group: target,
        P: permission({
          SourceArn: 'arn:aws:elasticloadbalancing:*:*:targetgroup/*',
          SourceAccount,
        }),
      },
      ['load-balancer s/Group', 'permission s/P'],
    ],
    [
      'a permission for another service',
      { P: permission({ Principal: 's3.amazonaws.com' }) },
      ['permission s/P'],
    ],
    [
      'a function URL',
      { U: { Type: 'AWS::Lambda::Url', Properties: { TargetFunctionArn: Arn } } },
      ['url s/U'],
    ],
    [
      'a function URL of another function',
      { U: { Type: 'AWS::Lambda::Url', Properties: { TargetFunctionArn: { Ref: 'Other' } } } },
      [],
    ],
    [
      'an event source',
      {
        M: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: { Ref: 'Fn' } } },
      },
      ['event-source s/M'],
    ],
    [
      'a rule that targets it',
      { R: { Type: 'AWS::Events::Rule', Properties: { Targets: [{ Arn }] } } },
      ['AWS::Events::Rule s/R'],
    ],
    [
      'a role that may invoke it by its name',
      {
        R: {
          Type: 'AWS::IAM::Policy',
          Properties: { PolicyDocument: { Resource: 'arn:aws:lambda:us-east-1:1:function:fn' } },
        },
      },
      ['AWS::IAM::Policy s/R'],
    ],
    [
      'an integration, inside its URI',
      {
        I: {
          Type: 'AWS::ApiGateway::Method',
          Properties: {
            Integration: {
              Uri: { 'Fn::Join': ['', ['arn:aws:apigateway:', Arn, '/invocations']] },
            },
          },
        },
      },
      ['AWS::ApiGateway::Method s/I'],
    ],
    [
      'no second door in an exact ARN without an account',
      { Group: target, P: permission({ SourceArn: { Ref: 'Group' } }) },
      ['load-balancer s/Group'],
    ],
    [
      'a permission for its own group by a wildcard, without an account',
      {
        Group: target,
        P: permission({
          SourceArn: OWN_ARN,
        }),
      },
      ['load-balancer s/Group', 'permission s/P'],
    ],
    [
      'no door in a permission to read about it',
      { P: permission({ Action: 'lambda:GetFunction', Principal: '*' }) },
      [],
    ],
    [
      'no door in a group that cannot hold a function, though the ARN may be its own',
      {
        Group: target,
        Tasks: {
          Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
          Properties: { TargetType: 'ip' },
        },
        P: permission({
          SourceArn: OWN_ARN,
          SourceAccount,
        }),
      },
      ['load-balancer s/Group'],
    ],
    [
      'a group of functions whose name the same ARN may mean',
      {
        Group: target,
        Unnamed: {
          Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
          Properties: { TargetType: 'lambda' },
        },
        P: permission({
          SourceArn: OWN_ARN,
          SourceAccount,
        }),
      },
      ['load-balancer s/Group', 'permission s/P'],
    ],
    [
      'a log subscription that sends to it',
      {
        S: {
          Type: 'AWS::Logs::SubscriptionFilter',
          Properties: { LogGroupName: 'any', DestinationArn: Arn },
        },
      },
      ['AWS::Logs::SubscriptionFilter s/S'],
    ],
    [
      'no door in a log subscription to its own logs',
      {
        S: {
          Type: 'AWS::Logs::SubscriptionFilter',
          Properties: {
            LogGroupName: { 'Fn::Join': ['', ['/aws/lambda/', { Ref: 'Fn' }]] },
            DestinationArn: { 'Fn::GetAtt': ['Other', 'Arn'] },
          },
        },
      },
      [],
    ],
    [
      'an alarm that invokes it',
      { A: { Type: 'AWS::CloudWatch::Alarm', Properties: { OKActions: [Arn] } } },
      ['AWS::CloudWatch::Alarm s/A'],
    ],
    [
      'a destination of another function',
      {
        C: {
          Type: 'AWS::Lambda::EventInvokeConfig',
          Properties: {
            FunctionName: { Ref: 'Other' },
            DestinationConfig: { OnFailure: { Destination: Arn } },
          },
        },
      },
      ['AWS::Lambda::EventInvokeConfig s/C'],
    ],
    [
      'no door in how its own failures are treated',
      {
        C: {
          Type: 'AWS::Lambda::EventInvokeConfig',
          Properties: { FunctionName: { Ref: 'Fn' }, MaximumRetryAttempts: 0 },
        },
      },
      [],
    ],
    [
      'a permission of a function that nobody has named',
      { P: permission({ FunctionName: { Ref: 'Anything' }, Principal: '*' }) },
      ['permission s/P'],
    ],
    [
      'an alarm about it',
      {
        A: {
          Type: 'AWS::CloudWatch::Alarm',
          Properties: { Dimensions: [{ Value: { Ref: 'Fn' } }] },
        },
      },
      [],
    ],
  ])('finds %s', async (_, resources, expected) => {
    expect(await doors(resources)).toEqual(expected);
  });
});

/** An HTTP API whose one route leads to the function, as osls writes it. */
const API = {
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'x', ProtocolType: 'HTTP' } },
  I: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: { ApiId: { Ref: 'Api' }, IntegrationType: 'AWS_PROXY', IntegrationUri: Arn },
  },
  R: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: { RouteKey: '$default', Target: { 'Fn::Sub': 'integrations/${I}' } },
  },
};
const callableBy = (source: string) =>
  permission({
    Principal: 'apigateway.amazonaws.com',
    SourceArn: { 'Fn::Sub': `arn:aws:execute-api:us-east-1:\${AWS::AccountId}:${source}/*` },
  });
const rule = { Type: 'AWS::Events::Rule', Properties: { Targets: [{ Id: 'x', Arn }] } };
const byRule = (id: string) =>
  permission({ Principal: 'events.amazonaws.com', SourceArn: { 'Fn::GetAtt': [id, 'Arn'] } });

describe('Function: listDoors, of a way in and its permission', () => {
  it.each<[string, object, string[]]>([
    [
      'one door in an integration with the permission of its API',
      { ...API, P: callableBy('${Api}') },
      ['AWS::ApiGatewayV2::Integration s/I'],
    ],
    [
      'two in an integration and a permission for another API',
      { ...API, P: callableBy('abc123') },
      ['permission s/P', 'AWS::ApiGatewayV2::Integration s/I'],
    ],
    ['one in a rule with its permission', { R: rule, P: byRule('R') }, ['AWS::Events::Rule s/R']],
    [
      'two in a rule and a permission for another rule',
      {
        R: rule,
        S: { Type: 'AWS::Events::Rule', Properties: { Targets: [] } },
        P: byRule('S'),
      },
      ['permission s/P', 'AWS::Events::Rule s/R'],
    ],
    [
      'two in a rule and a permission of another service with its ARN',
      {
        R: rule,
        P: permission({
          Principal: 's3.amazonaws.com',
          SourceArn: { 'Fn::GetAtt': ['R', 'Arn'] },
        }),
      },
      ['permission s/P', 'AWS::Events::Rule s/R'],
    ],
    [
      'none in a role that denies it something, or is the function’s own by a condition',
      {
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: {
            AssumeRolePolicyDocument: [
              { Effect: 'Allow', Action: 'sts:AssumeRole', Condition: { ArnLike: { x: Arn } } },
            ],
            Policies: [{ PolicyDocument: { Effect: 'Deny', Action: '*', Resource: Arn } }],
          },
        },
      },
      [],
    ],
    [
      'none in a policy to read about it',
      {
        Policy: {
          Type: 'AWS::IAM::Policy',
          Properties: {
            PolicyDocument: { Effect: 'Allow', Action: 'lambda:GetFunction', Resource: Arn },
          },
        },
      },
      [],
    ],
    [
      'one in a policy to do whatever it allows',
      {
        Policy: {
          Type: 'AWS::IAM::Policy',
          Properties: { PolicyDocument: { Effect: 'Allow', Action: 'lambda:*', Resource: Arn } },
        },
      },
      ['AWS::IAM::Policy s/Policy'],
    ],
    [
      'one in a function of SAM whose policies let it invoke',
      {
        Caller: {
          Type: 'AWS::Serverless::Function',
          Properties: { Policies: [{ LambdaInvokePolicy: { FunctionName: { Ref: 'Fn' } } }] },
        },
      },
      ['AWS::Serverless::Function s/Caller'],
    ],
  ])('finds %s', async (_, resources, expected) => {
    expect(await doors(resources)).toEqual(expected);
  });

  it('says who may use it', async () => {
    const [door] = await listed({ ...API, P: callableBy('${Api}') });
    expect(door?.admits).toBe('s/R: anybody on the internet, no authorizer');
    expect(door?.by).toEqual(['permission s/P']);
    const url = (AuthType: string) => ({
      U: { Type: 'AWS::Lambda::Url', Properties: { TargetFunctionArn: Arn, AuthType } },
    });
    const [open] = await listed(url('NONE'));
    expect(open?.admits).toBe('anybody on the internet, no authorizer');
    const [closed] = await listed(url('AWS_IAM'));
    expect(closed?.admits).toBe('whom AWS_IAM admits');
  });
});

describe('Function: listDoors, of what a template does not say', () => {
  const P = { Ref: 'Anything' };
  const file = { Bucket: 'b', Key: 'k' };

  it.each<[string, string, object]>([
    [
      'an integration',
      'ApiGatewayV2::Integration',
      { IntegrationType: 'AWS_PROXY', IntegrationUri: P },
    ],
    ['a method', 'ApiGateway::Method', { Integration: { Type: 'AWS', Uri: P } }],
    ['an authorizer', 'ApiGateway::Authorizer', { AuthorizerUri: P }],
    ['an API by its target', 'ApiGatewayV2::Api', { Target: P }],
    ['an API by its body', 'ApiGateway::RestApi', { Body: P }],
    [
      'an API by a URI in its body',
      'ApiGatewayV2::Api',
      { Body: { paths: { '/': { get: { 'x-amazon-apigateway-integration': { uri: P } } } } } },
    ],
    ['an API by a file', 'ApiGateway::RestApi', { BodyS3Location: file }],
    ['a rule with a role', 'Events::Rule', { Targets: [{ Id: 'x', Arn: P, RoleArn: 'role' }] }],
    ['a schedule', 'Scheduler::Schedule', { Target: { Arn: P } }],
    ['a pipe', 'Pipes::Pipe', { Target: P }],
    ['a state machine', 'StepFunctions::StateMachine', { DefinitionString: P }],
    [
      'a state machine by a text',
      'StepFunctions::StateMachine',
      {
        DefinitionString: {
          'Fn::Sub': '{"States":{"A":{"Type":"Task","Resource":"${Anything}"}}}',
        },
      },
    ],
    ['a state machine by a file', 'StepFunctions::StateMachine', { DefinitionS3Location: file }],
    ['a custom resource', 'CloudFormation::CustomResource', { ServiceToken: P }],
  ])('%s may be a door', async (_, type, Properties) => {
    expect(await doors({ Added: { Type: `AWS::${type}`, Properties } })).toEqual([
      `AWS::${type} s/Added`,
    ]);
  });

  it.each<[string, string, object]>([
    [
      'an HTTP integration',
      'ApiGatewayV2::Integration',
      { IntegrationType: 'HTTP_PROXY', IntegrationUri: P },
    ],
    [
      'a method that answers itself',
      'ApiGateway::Method',
      { Integration: { Type: 'MOCK', Uri: P } },
    ],
    ['a rule, which needs a permission', 'Events::Rule', { Targets: [{ Id: 'x', Arn: P }] }],
    ['the title of an API', 'ApiGatewayV2::Api', { Body: { info: { title: P } } }],
    [
      'a rule for another function',
      'Events::Rule',
      { Targets: [{ Id: 'x', Arn: { 'Fn::GetAtt': ['Other', 'Arn'] } }] },
    ],
    [
      'another service’s integration',
      'ApiGateway::Method',
      {
        Integration: {
          Type: 'AWS',
          Uri: { 'Fn::Sub': 'arn:aws:apigateway:us-east-1:sqs:path/${AWS::AccountId}/${Anything}' },
        },
      },
    ],
  ])('%s is none', async (_, type, Properties) => {
    expect(await doors({ Added: { Type: `AWS::${type}`, Properties } })).toEqual([]);
  });
});
