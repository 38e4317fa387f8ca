import { Assumptions } from '../../src/template/assumptions.ts';
import { MAX_STEPS } from '../../src/template/stack.ts';
import { stackSet } from '../../src/template/system.ts';
import { parseTemplateData } from '../make-template.ts';

type Template = Record<string, unknown>;

const PARAMETER = 'AWS::SSM::Parameter';

/** Resources of which each repeats an attribute of the next one twice. */
const doubling = (levels: number, twice: (next: unknown) => unknown, last: unknown): Template => ({
  Resources: {
    ...Object.fromEntries(
      Array.from({ length: levels }, (_, index) => [
        `V${index}`,
        {
          Type: PARAMETER,
          Properties: { Value: twice({ 'Fn::GetAtt': [`V${index + 1}`, 'Value'] }) },
        },
      ]),
    ),
    [`V${levels}`]: { Type: PARAMETER, Properties: { Value: last } },
  },
});
const JOINED = (next: unknown) => ({ 'Fn::Join': ['', [next, next]] });
const LISTED = (next: unknown) => [next, next];
const SELECTED = (next: unknown) => ({ 'Fn::Select': [next, next] });
const CUSTOM = { 'Fn::GetAtt': ['Custom', 'Any'] };

/** One resource that asks for a thing so many times. */
const repeated = (times: number, asked: unknown, others: Template = {}): Template => ({
  ...others,
  Resources: { V: { Type: PARAMETER, Properties: { Value: Array(times).fill(asked) } } },
});
const given = (value: string, type = 'String') => ({
  Parameters: { P: { Type: type, Default: value } },
});

const nested = (levels: number, name: string, last: unknown): unknown =>
  levels === 0 ? last : { [name]: nested(levels - 1, name, last) };

function resolveFirst(template: Template) {
  const set = stackSet(parseTemplateData(template), Assumptions.none());
  const [first] = set.ofType((type) => type === PARAMETER);
  return first?.get('Value');
}

const TOO_MANY_STEPS = `a.json: its functions refer to each other so often, or its wildcards have to be compared with so much, that they take more than ${MAX_STEPS} steps`;
const TOO_LONG = 'a.json: its functions make a text of more than 1000000 characters';
const TOO_DEEP = 'a.json: functions nested more than 200 deep, or in a circle';

describe('The functions of a template', () => {
  it('may double a text some times', () => {
    expect(resolveFirst(doubling(10, JOINED, 'x'))).toBe('x'.repeat(1024));
  });

  it.each<[string, Template, string]>([
    ['a text doubles too often', doubling(28, JOINED, 'x'.repeat(100)), TOO_LONG],
    ['a list doubles too often', doubling(28, LISTED, ''), TOO_MANY_STEPS],
    [
      'the name of what is not known doubles too often',
      {
        Resources: {
          ...Object(doubling(28, SELECTED, CUSTOM)['Resources']),
          Custom: { Type: 'Custom::Any' },
        },
      },
      TOO_LONG,
    ],
    [
      'a long text stands between too many',
      repeated(1, { 'Fn::Join': ['x'.repeat(900_000), Array(1_000).fill('')] }),
      TOO_LONG,
    ],
    ['a text is encoded too often', repeated(1, nested(150, 'Fn::Base64', 'x')), TOO_LONG],
    ['a text is quoted too often', repeated(1, nested(80, 'Fn::ToJsonString', '"')), TOO_LONG],
    [
      'a long text is asked for too often',
      repeated(200, { Ref: 'P' }, given('x'.repeat(900_000))),
      TOO_MANY_STEPS,
    ],
    [
      'a long list is asked for too often',
      repeated(20, { Ref: 'P' }, given('x,'.repeat(80_000), 'CommaDelimitedList')),
      TOO_MANY_STEPS,
    ],
    [
      'a text is split too often',
      repeated(20, { 'Fn::Split': [',', { Ref: 'P' }] }, given(','.repeat(80_000))),
      TOO_MANY_STEPS,
    ],
    [
      'blocks are cut too often',
      repeated(5_000, { 'Fn::Cidr': ['10.0.0.0/8', 256, 8] }),
      TOO_MANY_STEPS,
    ],
    [
      'a condition in place is asked too often',
      {
        Conditions: { Yes: { 'Fn::Equals': ['a', 'a'] } },
        ...doubling(12, LISTED, {
          'Fn::If': [{ 'Fn::And': Array(300).fill({ Condition: 'Yes' }) }, 'a', 'b'],
        }),
      },
      TOO_MANY_STEPS,
    ],
    [
      'a condition stands on too long a chain of others',
      {
        Conditions: Object.fromEntries([
          ...Array.from({ length: 5_000 }, (_, index) => [
            `C${index}`,
            { Condition: `C${index + 1}` },
          ]),
          ['C5000', { 'Fn::Equals': ['a', 'a'] }],
        ]),
        Resources: { V: { Type: PARAMETER, Condition: 'C0', Properties: { Value: 'x' } } },
      },
      TOO_DEEP,
    ],
  ])('end in one line where %s', (_, template, message) => {
    expect(() => resolveFirst(template)).toThrow(message);
  });

  it('read an open brace as text, and what follows for itself', () => {
    const template = repeated(
      1,
      { 'Fn::Sub': `\${a\${P}{{resolve:ssm:{{resolve:ssm:/x}}` },
      given('b'),
    );
    expect(resolveFirst(template)).toEqual([
      expect.objectContaining({
        parts: [`\${ab{{resolve:ssm:`, expect.objectContaining({ name: 'a/{{resolve:ssm:/x}}' })],
      }),
    ]);
  });
});
