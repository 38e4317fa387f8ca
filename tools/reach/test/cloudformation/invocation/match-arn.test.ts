import { buildNetwork } from '../../../src/cloudformation/build-network.ts';
import { InvokedFunctions } from '../../../src/cloudformation/invocation/invoked-functions.ts';
import { matchArn } from '../../../src/cloudformation/invocation/match-arn.ts';
import { Assumptions } from '../../../src/template/assumptions.ts';
import { stackSet } from '../../../src/template/system.ts';
import { joinText, Reference, Text, UnknownValue } from '../../../src/template/value.ts';
import { parseTemplateData } from '../../make-template.ts';

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
    expect(matchArn(pattern, group, { takeSteps: () => {} })).toBe(expected);
  });

  it('reads nothing of a text that is longer than any ARN, and is not settled', () => {
    const { text, reads } = countedText(['x'.repeat(2_048), account]);
    expect(matchArn(text, group, { takeSteps: () => {} })).toBe('perhaps');
    expect(matchArn(group, text, { takeSteps: () => {} })).toBe('perhaps');
    expect(reads()).toBe(0);
  });
});

/** A text that counts how often its parts are asked for: steps do not depend on the machine. */
function countedText(parts: readonly (string | UnknownValue)[]) {
  const text = new Text(parts);
  let count = 0;
  Object.defineProperty(text, 'parts', {
    get: () => {
      count += 1;
      return parts;
    },
  });
  return { text, reads: () => count };
}

describe('InvokedFunctions', () => {
  it('reads nothing of a text that is longer than any ARN: it finds no function by it', () => {
    const functions = new InvokedFunctions(
      stackSet(
        parseTemplateData({ Resources: { F: { Type: 'AWS::Lambda::Function', Properties: {} } } }),
        Assumptions.none(),
      ),
    );
    const long = countedText(['x'.repeat(2_048), account]);
    expect(functions.find(long.text)).toBeUndefined();
    expect(long.reads()).toBe(0);

    const short = countedText(['x', account]);
    expect(functions.find(short.text)).toBeUndefined();
    expect(short.reads()).toBeGreaterThan(0);
  });
});

/** Permissions of one function, each for its own source, and target groups of functions. */
function build(permissions: number, sourceArn: (index: number) => unknown, groups: number) {
  const many = (count: number, name: string, make: (index: number) => unknown) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [name + index, make(index)]));
  const template = {
    Resources: {
      Function: { Type: 'AWS::Lambda::Function', Properties: {} },
      ...many(permissions, 'P', (index) => ({
        Type: 'AWS::Lambda::Permission',
        Properties: {
          FunctionName: { Ref: 'Function' },
          Action: 'lambda:InvokeFunction',
          Principal: 'elasticloadbalancing.amazonaws.com',
          SourceArn: sourceArn(index),
        },
      })),
      ...many(groups, 'G', (index) => ({
        Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
        Properties: { TargetType: 'lambda', Name: `service-${index}` },
      })),
    },
  };
  return buildNetwork(stackSet(parseTemplateData(template), Assumptions.none()));
}

describe('The source ARNs of permissions', () => {
  it('may have a wildcard each in a large system', () => {
    const ofService = (index: number) => ({
      'Fn::Sub': `${prefix}\${AWS::AccountId}:targetgroup/service-${index}/*`,
    });
    const { permissions } = build(200, ofService, 200);
    const named = permissions.map(({ targetGroups }) => targetGroups?.yes);
    expect(named.slice(0, 2)).toEqual([['a/G0'], ['a/G1']]);
  });

  it('end in one line where comparing their wildcards takes too many steps', () => {
    const wild = (index: number) => `arn:${'*a'.repeat(500)}${index}`;
    expect(() => build(60, wild, 100)).toThrow(
      expect.objectContaining({ code: 'REACH_TEMPLATE_STEPS' }),
    );
  });
});
