import { setIn } from '../change-system.ts';
import { SMALL_TEMPLATE, TemporaryFiles } from '../make-system.ts';
import { runReach } from '../run-reach.ts';

let files: TemporaryFiles;

beforeAll(() => {
  files = new TemporaryFiles();
});
afterAll(() => files.remove());

/** Arguments of `explain`; what is not given is in order. */
async function explainWith(changes: Record<string, string | readonly string[]>) {
  const options: Record<string, string | readonly string[]> = {
    stack: `small=${files.write('small.json', SMALL_TEMPLATE)}`,
    from: 'small/Client',
    to: 'small/Server',
    port: '443',
    ...changes,
  };
  return runReach(
    'explain',
    ...Object.entries(options).flatMap(([name, values]) =>
      [values].flat().flatMap((value) => [`--${name}`, value]),
    ),
  );
}

const importing = (from: string, name: string) => ({
  Resources: {
    Group: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: { VpcId: { 'Fn::ImportValue': from } },
    },
  },
  Outputs: { Vpc: { Value: 'vpc-1', Export: { Name: name } } },
});

const EXPORTING = { Vpc: { Value: 'vpc-1', Export: { Name: 'vpc' } } };

/** One case for each literal that stands where AWS takes no such thing. */
function literals(wrong: Readonly<Record<string, readonly string[]>>): Case[] {
  return Object.entries(wrong).flatMap(([path, texts]) =>
    texts.map((text): Case => {
      const template = structuredClone<unknown>(SMALL_TEMPLATE);
      const [id = '', ...rest] = path.split('.');
      setIn(template, ['Resources', id, 'Properties', ...rest], text);
      const place = `${path.replace('.0.', '.')}: "${text}" is refused by AWS; expected `;
      return [
        `${text} as ${path}`,
        () => ({ stack: `small=${files.write('literal.json', template)}` }),
        new RegExp(place.replaceAll('.', '\\.')),
      ];
    }),
  );
}

/** As text: what writes JSON is not made for such depths either. */
function nested(levels: number): string {
  const code = `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
  return `{"Resources": {"A": {"Type": "T", "Properties": ${code}}}}`;
}

type Case = readonly [string, () => Record<string, string | readonly string[]>, RegExp];

const CASES: readonly Case[] = [
  [
    'an attribute that refers to itself',
    () => ({
      stack: `small=${files.write('circle.json', {
        Resources: {
          Vpc: {
            Type: 'AWS::EC2::VPC',
            Properties: { CidrBlock: { 'Fn::GetAtt': ['Vpc', 'CidrBlock'] } },
          },
        },
      })}`,
    }),
    /circle\.json: Vpc\.CidrBlock refers to itself/,
  ],
  [
    'two stacks that export one name, though nobody imports it',
    () => ({
      stack: [
        `a=${files.write('a.json', { ...SMALL_TEMPLATE, Outputs: EXPORTING })}`,
        `b=${files.write('b.json', { ...SMALL_TEMPLATE, Outputs: EXPORTING })}`,
      ],
    }),
    /b\.json: output Vpc exports vpc, and so does output Vpc of stack a/,
  ],
  [
    'a nested stack of a stack that is not given',
    () => ({ nested: `other/App=${files.write('child.json', SMALL_TEMPLATE)}` }),
    /--nested other\/App=.*: there is no stack other; expected <stack>\/<LogicalId> of a AWS::Cl/,
  ],
  [
    'a nested stack that its stack does not have',
    () => ({ nested: `small/App=${files.write('child.json', SMALL_TEMPLATE)}` }),
    /--nested small\/App=.*: .*small\.json has no resource App/,
  ],
  [
    'a nested stack that is another resource',
    () => ({ nested: `small/Bucket=${files.write('child.json', SMALL_TEMPLATE)}` }),
    /--nested small\/Bucket=.*: in .*small\.json it is AWS::S3::Bucket/,
  ],
  [
    'a nested stack without a parent',
    () => ({ nested: 'App=x.yml' }),
    /--nested App=x\.yml: expected STACK/,
  ],
  [
    'a key that stands twice in a file of parameters, with its line',
    () => ({ params: files.write('twice.yml', 'small:\n  A: 1\n  B: 2\n  A: 3\n') }),
    /twice\.yml: key A stands twice in a mapping at line 4, column 3 \[/,
  ],
  [
    'a file of parameters that has no end',
    () => ({ params: files.write('circle.yml', 'small: &a\n  A: *a\n') }),
    /circle\.yml: \*a stands in what it names \[/,
  ],
  [
    'no file of parameters',
    () => ({ params: '/nowhere.yml' }),
    /--params \/nowhere\.yml: no such file/,
  ],
  [
    'a file of parameters that is a list',
    () => ({ params: files.write('list.yml', '- a') }),
    /list\.yml: expected a mapping of STACK\.Name to VALUE/,
  ],
  [
    'a file of parameters with a name alone',
    () => ({ params: files.write('name.yml', 'Name: a') }),
    /name\.yml: Name: expected STACK\.Name/,
  ],
  [
    'a file of parameters with a mapping as value',
    () => ({ params: files.write('map.yml', 'small: { Name: { a: b } }') }),
    /map\.yml: small\.Name: expected a text, a number or a list of them/,
  ],
  [
    'a file of parameters that the template does not have',
    () => ({ params: files.write('strange.yml', 'small: { Name: a }') }),
    /--param small\.Name: .*small\.json has no parameter Name/,
  ],
  ...literals({
    'Vpc.CidrBlock': ['10.0.0.0/99', '10.0.0.300/16', '10.0.0.0', 'ten'],
    'Subnet.CidrBlock': ['10.0.1.0/99', '10.0.1.0/'],
    'Group.SecurityGroupIngress.0.CidrIp': ['10.0.1.0/99', '10.0.1.0/33', '10.0.1/24', '1.2.3.4'],
    'Group.SecurityGroupIngress.0.FromPort': ['65536', '-2', 'http'],
    'Group.SecurityGroupIngress.0.IpProtocol': ['tpc', '256'],
  }),
  ['a missing file', () => ({ stack: 'small=/nowhere.json' }), /\/nowhere\.json: no such file/],
  ['a folder', () => ({ stack: 'small=/' }), /\/: not a file/],
  [
    'a file that is not JSON',
    () => ({ stack: `small=${files.write('broken.json', '{"Resources": ')}` }),
    /broken\.json: not JSON/,
  ],
  [
    'a file that is not YAML',
    () => ({ stack: `small=${files.write('broken.yml', 'Resources: [')}` }),
    /broken\.yml: not valid YAML \(.* at line 1, column 13\)/,
  ],
  [
    'braces that are neither JSON nor YAML',
    () => ({ stack: `small=${files.write('brace.template', '{"Resources": ')}` }),
    /brace\.template: neither JSON nor YAML/,
  ],
  [
    'a file that is no template',
    () => ({ stack: `small=${files.write('list.yml', '- 1')}` }),
    /list\.yml: not a CloudFormation template/,
  ],
  [
    'an empty file',
    () => ({ stack: `small=${files.write('empty.yml', '')}` }),
    /empty\.yml: not a CloudFormation template/,
  ],
  [
    'a resource without a type',
    () => ({ stack: `small=${files.write('typeless.json', { Resources: { Vpc: {} } })}` }),
    /typeless\.json: .*resource Vpc has no Type/,
  ],
  [
    'mappings without an end to their depth',
    () => ({ stack: `small=${files.write('deep.json', nested(10_000))}` }),
    /deep\.json: .* nested more than 200 deep, or in itself/,
  ],
  [
    'a mapping that contains itself',
    () => ({
      stack: `small=${files.write('within.yml', 'Resources:\n  A: &a\n    Type: T\n    Properties: {X: *a}\n')}`,
    }),
    /within\.yml: .*\*a stands in what it names/,
  ],
  [
    'a template over 10 MB',
    () => ({ stack: `small=${files.write('large.json', `{"a":"${'x'.repeat(10_000_000)}"}`)}` }),
    /large\.json: 10000008 bytes, expected a template of at most 10000000 bytes/,
  ],
  [
    'a stack that is given twice',
    () => {
      const file = files.write('small.json', SMALL_TEMPLATE);
      return { stack: [`small=${file}`, `small=${file}`] };
    },
    /stack small is given twice/,
  ],
  ...['a/b', 'a b', 'aws:s3', '1st'].map(
    (name): Case => [
      `a stack named ${name}`,
      () => ({ stack: `${name}=${files.write('small.json', SMALL_TEMPLATE)}` }),
      new RegExp(`--stack ${name}=.*: ${name} is not the name of a stack; expected a letter, then`),
    ],
  ),
  ['a stack without a file', () => ({ stack: 'small' }), /--stack small: expected NAME=FILE/],
  [
    'an unknown node',
    () => ({ to: 'small/Nobody' }),
    /--to small\/Nobody: .*small\.json has no resource Nobody/,
  ],
  [
    'an unknown stack',
    () => ({ from: 'other/Client' }),
    /--from other\/Client: there is no stack other/,
  ],
  ['a node without a stack', () => ({ from: 'Client' }), /--from Client: not a node/],
  [
    'a resource of a type that is no node',
    () => ({ to: 'small/Bucket' }),
    /small\.json it is AWS::S3::Bucket, which is not modelled as an end of a connection; expected/,
  ],
  [
    'a gateway endpoint',
    () => {
      const endpoint = { Type: 'AWS::EC2::VPCEndpoint', Properties: { VpcId: 'vpc-1' } };
      const file = files.write('endpoint.json', { Resources: { Endpoint: endpoint } });
      return { stack: `small=${file}`, from: 'internet', to: 'small/Endpoint' };
    },
    /endpoint\.json it is AWS::EC2::VPCEndpoint, which has no network interface; expected/,
  ],
  [
    'a service as source',
    () => ({ from: 'aws:s3' }),
    /--from aws:s3: an AWS service opens no connections/,
  ],
  [
    'a port that is no number',
    () => ({ port: 'http' }),
    /--port http: expected a number from 1 to 65535/,
  ],
  ['a port out of range', () => ({ port: '65536' }), /--port 65536/],
  [
    'a protocol without ports',
    () => ({ protocol: 'icmp' }),
    /--protocol icmp: expected tcp or udp/,
  ],
  ['a parameter of an unknown form', () => ({ param: 'Stage=dev' }), /expected STACK\.Name=VALUE/],
  [
    'a parameter of an unknown stack',
    () => ({ param: 'other.Stage=dev' }),
    /there is no stack other/,
  ],
  [
    'a parameter that is not declared',
    () => ({ param: 'small.Stage=dev' }),
    /--param small\.Stage: .*small\.json has no parameter Stage/,
  ],
  ['a Region that is none', () => ({ region: 'Mars' }), /--region Mars: not the name of a Region/],
  [
    'stacks that import from each other',
    () => ({
      stack: [
        `one=${files.write('one.json', importing('two-vpc', 'one-vpc'))}`,
        `two=${files.write('two.json', importing('one-vpc', 'two-vpc'))}`,
      ],
    }),
    /two\.json: Group imports from stack one, .*in a circle: one -> two -> one/,
  ],
  [
    'a condition that refers to itself',
    () => {
      const Conditions = { A: { 'Fn::Not': [{ Condition: 'A' }] } };
      const Resources = { Vpc: { Type: 'AWS::EC2::VPC', Condition: 'A' } };
      return { stack: `small=${files.write('self.json', { Conditions, Resources })}` };
    },
    /self\.json: condition A refers to itself/,
  ],
];

describe('bad input', () => {
  it.each(CASES)('ends in one line and exit code 2: %s', async (_, changes, line) => {
    const { stdout, stderr, exitCode } = await explainWith(changes());
    expect(stderr).toMatch(line);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  it('is neither depth within reason nor a stack name with digits and hyphens', async () => {
    const template = structuredClone(SMALL_TEMPLATE);
    const metadata = JSON.parse(nested(150));
    const file = files.write('near.json', {
      Resources: { ...template.Resources, ...metadata.Resources },
    });
    const { stderr, exitCode } = await explainWith({
      stack: `Small-2=${file}`,
      from: 'Small-2/Client',
      to: 'Small-2/Server',
    });
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  });
});
