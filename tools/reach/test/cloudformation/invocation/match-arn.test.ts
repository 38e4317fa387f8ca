import { matchArn } from '../../../src/cloudformation/invocation/match-arn.ts';
import { joinText, Reference, UnknownValue } from '../../../src/template/value.ts';

const account = new UnknownValue('AWS::AccountId', 'the account');
const suffix = new UnknownValue('api/Group.Suffix', 'made up');
const prefix = 'arn:aws:elasticloadbalancing:us-east-1:';
const group = joinText([prefix, account, ':targetgroup/pricing/', suffix]);

describe('Function: matchArn', () => {
  it.each([
    [
      'the same account and name, any suffix',
      joinText([prefix, account, ':targetgroup/pricing/*']),
      'yes',
    ],
    ['anything', '*', 'yes'],
    ['another name', joinText([prefix, account, ':targetgroup/other/*']), 'no'],
    ['another name, and an account', `${prefix}111122223333:targetgroup/other/*`, 'no'],
    ['this name, and an account', `${prefix}111122223333:targetgroup/pricing/*`, 'perhaps'],
    ['this name and a suffix', `${prefix}111122223333:targetgroup/pricing/0123`, 'perhaps'],
    ['another Region', 'arn:aws:elasticloadbalancing:eu-west-1:*:targetgroup/pricing/*', 'no'],
    ['another resource', new Reference('api/Other', 'Ref'), 'no'],
    ['an unknown', new UnknownValue('api/Arn', 'a parameter'), 'perhaps'],
  ])('compares with %s', (_, pattern, expected) => {
    expect(matchArn(pattern, group)).toBe(expected);
  });
});
