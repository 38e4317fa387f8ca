import { nameCall, type SentRequest } from '../../src/recording/name-call.ts';

/** A signed request, as an SDK sends it. */
const signed = (service: string, request: Partial<SentRequest> = {}): SentRequest => ({
  method: 'GET',
  path: '/',
  body: '',
  ...request,
  headers: {
    authorization: `AWS4-HMAC-SHA256 Credential=AKIA/20261129/us-east-1/${service}/aws4_request, Signature=0a1b`,
    ...request.headers,
  },
});
const post = { method: 'POST' };

describe('the IAM action of a request', () => {
  it.each<[string, SentRequest, string]>([
    [
      'of a query API stands in its form',
      signed('cloudformation', { ...post, body: 'Action=CreateStack&StackName=a' }),
      'cloudformation:CreateStack',
    ],
    [
      'of a JSON API stands in its target',
      signed('ecs', { ...post, headers: { 'x-amz-target': 'AmazonECS.DescribeServices' } }),
      'ecs:DescribeServices',
    ],
    [
      'has another prefix in IAM than in the signature: CloudWatch',
      signed('monitoring', { ...post, body: 'Action=GetDashboard' }),
      'cloudwatch:GetDashboard',
    ],
    ['of API Gateway is the method', signed('apigateway', { path: '/v2/apis' }), 'apigateway:GET'],
    [
      'of Lambda: one function',
      signed('lambda', { path: '/2015-03-31/functions/a' }),
      'lambda:GetFunction',
    ],
    [
      'of Lambda: all functions',
      signed('lambda', { path: '/2015-03-31/functions?Marker=1' }),
      'lambda:ListFunctions',
    ],
    [
      'of Lambda: a policy',
      signed('lambda', { path: '/2015-03-31/functions/a/policy' }),
      'lambda:GetPolicy',
    ],
    ['of S3: a list of objects', signed('s3', { path: '/bucket?list-type=2' }), 's3:ListBucket'],
    [
      'of S3: a list of versions',
      signed('s3', { path: '/bucket?versions' }),
      's3:ListBucketVersions',
    ],
    ['of S3: an object that is read', signed('s3', { path: '/bucket/key.json' }), 's3:GetObject'],
    [
      'of S3: an object that is written',
      signed('s3', { method: 'PUT', path: '/bucket/key' }),
      's3:PutObject',
    ],
    [
      'of S3: several that are deleted',
      signed('s3', {
        ...post,
        path: '/bucket?delete',
        body: '<Delete><Object><Key>a</Key></Object></Delete>',
      }),
      's3:DeleteObject',
    ],
    [
      'of S3: versions that are deleted, which is another right',
      signed('s3', {
        ...post,
        path: '/bucket?delete',
        body: '<Object><VersionId>1</VersionId></Object>',
      }),
      's3:DeleteObjectVersion',
    ],
  ])('%s', (_, request, action) => {
    expect(nameCall(request)).toBe(action);
  });

  it('is none for a request that nobody signed', () => {
    expect(nameCall({ ...signed('s3', { path: '/bucket/key' }), headers: {} })).toBeUndefined();
  });

  it.each([
    ['a path of S3 that it does not know', signed('s3', { path: '/bucket?policy' })],
    ['a path of Lambda that it does not know', signed('lambda', { path: '/2015-03-31/layers' })],
    ['a form without action', signed('sns', { ...post, body: 'TopicArn=a' })],
  ])('is no guess: %s is named', (_, request) => {
    expect(() => nameCall(request)).toThrow(/^no action is known for \w+ (GET|POST) \//);
  });
});
