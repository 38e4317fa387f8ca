// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is the syntax of Fn::Sub
import { Assumptions } from '../../src/template/assumptions.ts';
import { pseudoParameters } from '../../src/template/parameters.ts';
import { Stack } from '../../src/template/stack.ts';
import { describeValue, NO_VALUE, Reference, UnknownValue } from '../../src/template/value.ts';

const stack = new Stack(
  {
    stack: 'app',
    file: 'app.yml',
    parameters: {
      Stage: { type: 'String', default: 'dev', allowedValues: undefined },
      Open: { type: 'String', default: undefined, allowedValues: undefined },
      Zones: { type: 'CommaDelimitedList', default: 'a, b', allowedValues: undefined },
      Given: {
        type: 'AWS::SSM::Parameter::Value<CommaDelimitedList>',
        default: '/zones',
        allowedValues: undefined,
      },
      Ami: {
        type: 'AWS::SSM::Parameter::Value<String>',
        default: '/ami',
        allowedValues: undefined,
      },
    },
    mappings: { Ports: { dev: { http: 80, list: [1, 2] } } },
    conditions: {
      IsDev: { 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] },
      IsProd: { 'Fn::Not': [{ Condition: 'IsDev' }] },
    },
    resources: {
      Vpc: {
        type: 'AWS::EC2::VPC',
        condition: undefined,
        properties: { CidrBlock: '10.0.0.0/16' },
      },
      OnlyProd: { type: 'AWS::EC2::VPC', condition: 'IsProd', properties: {} },
    },
    outputs: {},
    functionGlobals: {},
    expansion: undefined,
  },
  (name) => (name === 'Given' ? 'c,d' : undefined),
  pseudoParameters('app', 'eu-west-1', false),
  {
    region: 'eu-west-1',
    assumptions: Assumptions.none(),
    physicalIds: new Map(),
    importValue: (name) => `import ${describeValue(name)}`,
    storedValue: (name) => (name === '/stored' ? new Reference('net/Subnet', 'Ref') : undefined),
    nestedStack: () => undefined,
  },
);

const resolve = (raw: unknown) => {
  const value = stack.resolveOptional(raw);
  return value === NO_VALUE ? 'nothing' : describeValue(value);
};

describe('Intrinsic functions', () => {
  it.each<[string, unknown, string]>([
    ['Ref of a parameter', { Ref: 'Stage' }, 'dev'],
    ['Ref of a list', { Ref: 'Zones' }, '[a, b]'],
    ['Ref of a list of the Parameter Store that is given', { Ref: 'Given' }, '[c, d]'],
    ['a dynamic reference', '{{resolve:ssm:/stored}}', 'net/Subnet'],
    ['a dynamic reference in a text', 'x,{{resolve:ssm:/stored}},y', 'x,net/Subnet,y'],
    [
      'a dynamic reference to a version',
      '{{resolve:ssm:/stored:2}}',
      '<app/{{resolve:ssm:/stored:2}}>',
    ],
    [
      'a dynamic reference to a secret',
      '{{resolve:ssm-secure:/stored}}',
      '<app/{{resolve:ssm-secure:/stored}}>',
    ],
    [
      'a dynamic reference that is joined',
      { 'Fn::Join': ['', ['{{resolve:ssm:', '/stored', '}}']] },
      'net/Subnet',
    ],
    ['Ref of a resource', { Ref: 'Vpc' }, 'app/Vpc'],
    ['Ref of a pseudo parameter', { Ref: 'AWS::Region' }, 'eu-west-1'],
    ['Ref of nothing', { Ref: 'AWS::NoValue' }, 'nothing'],
    ['Ref of a parameter without a value', { Ref: 'Open' }, '<app/Open>'],
    ['Ref of a parameter in the Parameter Store', { Ref: 'Ami' }, '<app/Ami>'],
    ['Ref of a resource whose condition is false', { Ref: 'OnlyProd' }, '<app/OnlyProd>'],
    ['GetAtt of a property', { 'Fn::GetAtt': ['Vpc', 'CidrBlock'] }, '10.0.0.0/16'],
    [
      'GetAtt as text',
      { 'Fn::GetAtt': 'Vpc.DefaultSecurityGroup' },
      'app/Vpc.DefaultSecurityGroup',
    ],
    ['Sub', { 'Fn::Sub': '${AWS::StackName}-${Stage}-${!Stage}' }, 'app-dev-${Stage}'],
    ['Sub with variables', { 'Fn::Sub': ['${A}:${Vpc.CidrBlock}', { A: 1 }] }, '1:10.0.0.0/16'],
    ['Sub of an unknown', { 'Fn::Sub': 'x-${Open}' }, 'x-<app/Open>'],
    ['Join', { 'Fn::Join': [',', ['a', { Ref: 'Vpc' }, 1]] }, 'a,app/Vpc,1'],
    [
      'Split of a Join',
      { 'Fn::Split': [',', { 'Fn::Join': [',', [{ Ref: 'Vpc' }, 'b']] }] },
      '[app/Vpc, b]',
    ],
    ['Select', { 'Fn::Select': ['1', { Ref: 'Zones' }] }, 'b'],
    ['Select of an unknown list', { 'Fn::Select': [0, { Ref: 'Open' }] }, '<app/Open[0]>'],
    ['FindInMap', { 'Fn::FindInMap': ['Ports', { Ref: 'Stage' }, 'http'] }, '80'],
    ['FindInMap of a list', { 'Fn::FindInMap': ['Ports', 'dev', 'list'] }, '[1, 2]'],
    [
      'FindInMap with a default',
      { 'Fn::FindInMap': ['Ports', 'x', 'y', { DefaultValue: 7 }] },
      '7',
    ],
    ['If', { 'Fn::If': ['IsDev', 'yes', 'no'] }, 'yes'],
    ['If without a value', [1, { 'Fn::If': ['IsProd', 2, { Ref: 'AWS::NoValue' }] }], '[1]'],
    [
      'Cidr of as many blocks as CloudFormation makes',
      { 'Fn::Select': [255, { 'Fn::Cidr': ['10.0.0.0/16', 256, 8] }] },
      '10.0.255.0/24',
    ],
    [
      'Cidr of more blocks than CloudFormation makes',
      { 'Fn::Cidr': ['10.0.0.0/8', 257, 8] },
      '<app/Fn::Cidr([10.0.0.0/8, 257, 8])>',
    ],
    [
      'Cidr',
      { 'Fn::Cidr': [{ 'Fn::GetAtt': ['Vpc', 'CidrBlock'] }, 3, 8] },
      '[10.0.0.0/24, 10.0.1.0/24, 10.0.2.0/24]',
    ],
    ['GetAZs', { 'Fn::Select': [1, { 'Fn::GetAZs': '' }] }, 'eu-west-1[1]'],
    ['ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': 'net-${Stage}' } }, 'import net-dev'],
    ['Base64', { 'Fn::Base64': 'hi' }, 'aGk='],
    [
      'And, Or',
      {
        'Fn::If': [
          {
            'Fn::And': [
              { Condition: 'IsDev' },
              { 'Fn::Or': [{ Condition: 'IsProd' }, { Condition: 'IsDev' }] },
            ],
          },
          1,
          2,
        ],
      },
      '1',
    ],
  ])('%s', (_, raw, expected) => {
    expect(resolve(raw)).toBe(expected);
  });

  it('keeps results of an unknown apart that may differ', () => {
    const [one, other] = ['http', 'https'].map((key) => ({
      'Fn::FindInMap': ['Ports', { Ref: 'Open' }, key],
    }));
    expect(resolve(one)).not.toBe(resolve(other));
    expect(resolve(one)).toBe(resolve(one));
  });

  it('calls a dynamic reference unknown', () => {
    expect(stack.resolve('{{resolve:ssm:/vpc}}')).toBeInstanceOf(UnknownValue);
  });

  it('calls a function that it does not know unknown', () => {
    expect(stack.resolve({ 'Fn::Transform': { Name: 'x' } })).toBeInstanceOf(UnknownValue);
  });
});
