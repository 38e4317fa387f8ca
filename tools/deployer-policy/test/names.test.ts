import { arnsOf, namesOf } from '../src/names.ts';
import type { Stack } from '../src/subject.ts';

const stack = (name: string, ...resources: [string, string, object?][]): Stack => ({
  name,
  resources: resources.map(([logicalId, type, properties = {}]) => ({
    logicalId,
    type,
    condition: undefined,
    deletionPolicy: undefined,
    properties: { ...properties },
  })),
});
const bucket = (name: string) => [stack(name, ['ServerlessDeploymentBucket', 'AWS::S3::Bucket'])];

describe('a name that CloudFormation makes', () => {
  it('has stack and logical id in it where they fit', () => {
    expect(namesOf('s3:bucket', bucket('pl-network-dev'))).toEqual([
      'pl-network-dev-serverlessdeploymentbucket-*',
    ]);
  });

  it('has 24 characters of each where they do not', () => {
    expect(namesOf('s3:bucket', bucket('private-lambda-protected-api-prod'))).toEqual([
      'private-lambda-protected*-serverlessdeploymentbuck*',
    ]);
  });

  it('has its logical id in it however many there are, so that a longer stack name is not meant', () => {
    const alarms = ['A', 'B', 'C', 'D'].map((id): [string, string] => [
      id,
      'AWS::CloudWatch::Alarm',
    ]);
    expect(namesOf('cloudwatch:alarm', [stack('pl-network-dev', ...alarms)])).toEqual([
      'pl-network-dev-A-*',
      'pl-network-dev-B-*',
      'pl-network-dev-C-*',
      'pl-network-dev-D-*',
    ]);
  });
});

describe('a name that the template states', () => {
  const role = (RoleName: unknown) => [
    stack('pl-api-dev', ['Role', 'AWS::IAM::Role', { RoleName }]),
  ];

  it('is taken as it is, with the Region in it', () => {
    const name = { 'Fn::Sub': `pl-api-dev-\${AWS::Region}-lambdaRole` };
    expect(arnsOf('iam:role', role(name))).toEqual([
      `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/pl-api-dev-\${AWS::Region}-lambdaRole`,
    ]);
  });

  it('that cannot be read is named', () => {
    expect(() => namesOf('iam:role', role({ Ref: 'Other' }))).toThrow(
      /Role of pl-api-dev: its name is \{"Ref":"Other"\}; expected text/,
    );
  });
});

it('a kind that no stack makes has no ARN', () => {
  expect(arnsOf('sns:topic', bucket('pl-network-dev'))).toEqual([]);
});
