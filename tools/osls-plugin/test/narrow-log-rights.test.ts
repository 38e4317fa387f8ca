import { narrowLogRights } from '../src/narrow-log-rights.js';

const GROUP = 'AWS::Logs::LogGroup';
const group = (LogGroupName: string) => ({ Type: GROUP, Properties: { LogGroupName } });
const ofPrefix = (Action: string[], end: string) => ({
  Effect: 'Allow',
  Action,
  Resource: [{ 'Fn::Sub': `arn:aws:logs:\${AWS::Region}:1:log-group:/aws/lambda/shop-dev*${end}` }],
});
const other = { Effect: 'Allow', Action: ['xray:PutTraceSegments'], Resource: ['*'] };

function narrow(statements: object[], groups: Record<string, ReturnType<typeof group>>) {
  const role = {
    Type: 'AWS::IAM::Role',
    Properties: { Policies: [{ PolicyDocument: { Statement: statements } }] },
  };
  const Resources = { Role: role, ...groups };
  narrowLogRights({
    service: {
      service: 'shop',
      provider: {
        compiledCloudFormationTemplate: { Resources },
        coreCloudFormationTemplate: undefined,
      },
    },
  });
  return role.Properties.Policies[0]?.PolicyDocument.Statement;
}

describe('narrowLogRights', () => {
  it('lets the role write to the log groups of its functions alone, and make none', () => {
    const statements = [
      ofPrefix(['logs:CreateLogStream', 'logs:CreateLogGroup', 'logs:TagResource'], ':*'),
      ofPrefix(['logs:PutLogEvents'], ':*:*'),
      other,
    ];
    const groups = {
      ApiLogGroup: group('/aws/lambda/shop-dev-api'),
      OrdersLogGroup: group('/aws/lambda/shop-dev-orders'),
      AccessLogGroup: group('/aws/http-api/shop-dev'),
    };
    expect(narrow(statements, groups)).toEqual([
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: [
          { 'Fn::GetAtt': ['ApiLogGroup', 'Arn'] },
          { 'Fn::GetAtt': ['OrdersLogGroup', 'Arn'] },
        ],
      },
      other,
    ]);
  });

  it('leaves a role that writes no log lines of functions as it is', () => {
    expect(narrow([other], {})).toEqual([other]);
  });

  it('fails where there is no group to name', () => {
    const writing = ofPrefix(['logs:PutLogEvents'], ':*:*');
    expect(() => narrow([writing], {})).toThrow('no group');
  });
});
