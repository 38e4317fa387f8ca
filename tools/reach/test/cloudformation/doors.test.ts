import { listDoors } from '../../src/cloudformation/doors.ts';
import { Assumptions } from '../../src/template/assumptions.ts';
import { loadSystem, stackSet } from '../../src/template/system.ts';
import { TemporaryFiles } from '../make-system.ts';

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
const SourceAccount = { Ref: 'AWS::AccountId' };

async function doors(more: object): Promise<string[]> {
  const Resources = {
    Fn: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'fn' } },
    Other: { Type: 'AWS::Lambda::Function', Properties: {} },
    ...more,
  };
  const system = await loadSystem({
    stacks: [{ name: 's', file: files.write('doors.json', { Resources }) }],
  });
  return listDoors(stackSet(system, Assumptions.none()), 's/Fn').map(({ name }) => name);
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
