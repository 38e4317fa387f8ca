import { isOlderThanBucket } from '../src/older-than-bucket.js';

const folder = (timestamp: number) => `serverless/api/dev/${timestamp}`;
const withCode = (timestamp: number) => ({
  Resources: {
    Role: { Type: 'AWS::IAM::Role' },
    Api: {
      Type: 'AWS::Lambda::Function',
      Properties: { Code: { S3Bucket: { Ref: 'Bucket' }, S3Key: `${folder(timestamp)}/api.zip` } },
    },
  },
});
const keys = [`${folder(2)}/api.zip`, `${folder(2)}/compiled-cloudformation-template.json`];

describe('a stack whose bucket says that nothing has changed', () => {
  it.each([
    ['has the code of the newest folder', 2, false],
    ['was rolled back to older code', 1, true],
  ])('%s', (_, timestamp, isOlder) => {
    const live = JSON.stringify(withCode(timestamp));

    expect(isOlderThanBucket(live, withCode(3), keys)).toBe(isOlder);
  });

  it.each([
    ['10.0.0.0/16', false],
    ['10.1.0.0/16', true],
  ])('without functions is asked for its template: %s', (CidrBlock, isOlder) => {
    const template = (block: string) => ({
      Resources: { Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: block } } },
    });
    const live = JSON.stringify(template('10.0.0.0/16'));

    expect(isOlderThanBucket(live, template(CidrBlock), keys)).toBe(isOlder);
  });
});
