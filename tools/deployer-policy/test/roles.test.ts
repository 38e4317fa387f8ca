import { boundaryStatements, trustedServices } from '../src/roles.ts';
import type { Stack } from '../src/subject.ts';
import { frozenSubject } from './frozen-subject.ts';

const trust = {
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Principal: { Service: 'a.amazonaws.com' },
};
const may = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

/** A stack with one role. */
const stackWith = (properties: object): readonly Stack[] => [
  {
    name: 'shop-dev',
    resources: [
      {
        logicalId: 'OwnRole',
        type: 'AWS::IAM::Role',
        condition: undefined,
        deletionPolicy: undefined,
        properties: { AssumeRolePolicyDocument: { Statement: trust }, ...properties },
      },
    ],
  },
];

it('a statement may stand alone, without a list', () => {
  const stacks = stackWith({ Policies: [{ PolicyDocument: { Statement: may } }] });
  expect(trustedServices(stacks).map(([service]) => service)).toEqual(['a.amazonaws.com']);
  expect(boundaryStatements({ ...frozenSubject(), stacks })).toMatchObject([
    { Sid: 'AtMost', Action: ['s3:GetObject'] },
  ]);
});

it.each([
  [
    'whom it trusts',
    {
      AssumeRolePolicyDocument: {
        Statement: [{ ...trust, Principal: { Service: { Ref: 'Trusted' } } }],
      },
    },
  ],
  ['what it may do', { Policies: { 'Fn::If': ['Wanted', [], []] } }],
])('a role that leaves it to CloudFormation %s is named with its stack', (_, properties) => {
  expect(() => trustedServices(stackWith(properties))).toThrow(
    expect.objectContaining({
      code: 'POLICY_ROLE_UNREADABLE',
      message: expect.stringMatching(/^role OwnRole of shop-dev: .*, expected it written out/),
    }),
  );
});
