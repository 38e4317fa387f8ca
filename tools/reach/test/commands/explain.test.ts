import { SMALL_TEMPLATE, TemporaryFiles } from '../make-system.ts';
import { runReach } from '../run-reach.ts';

let files: TemporaryFiles;
let template: string;

beforeAll(() => {
  files = new TemporaryFiles();
  template = files.write('small.json', SMALL_TEMPLATE);
});
afterAll(() => files.remove());

const ask = (...rest: string[]) =>
  runReach('explain', '--stack', `small=${template}`, '--from', 'small/Client', ...rest);

describe('reach explain', () => {
  const withParameters = {
    Parameters: { Subnets: { Type: 'List<String>' }, Group: { Type: 'String' } },
    Resources: {
      ...SMALL_TEMPLATE.Resources,
      Client: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          VpcConfig: { SubnetIds: { Ref: 'Subnets' }, SecurityGroupIds: [{ Ref: 'Group' }] },
        },
      },
    },
  };
  const askOpen = async (...rest: string[]) => {
    const stack = `small=${files.write('open.json', withParameters)}`;
    const { stdout } = await runReach(
      ...['explain', '--stack', stack, '--from', 'small/Client', '--to', 'small/Server'],
      ...['--port', '443', '--json', ...rest],
    );
    return JSON.parse(stdout);
  };

  it('says in one sentence which parameter has no value, and what gives it one', async () => {
    const { verdict, hops } = await askOpen('--param', 'small.Subnets=small/Subnet');
    expect(verdict).toBe('unknown');
    expect(hops[0].because).toBe(
      'security group small/Group is not settled; --param small.Group=VALUE would settle it',
    );
  });

  it.each([
    [
      'of another Region',
      'pl-6da54004',
      'is com.amazonaws.eu-west-1.s3 of eu-west-1, and not in us-east-1',
    ],
    [
      'of CloudFront',
      'pl-3b927c52',
      'is com.amazonaws.global.cloudfront.origin-facing, whose addresses',
    ],
    ['of nobody known', 'pl-1', 'is not in the templates'],
  ])('calls a prefix list %s by its name', async (_, list, words) => {
    const template = structuredClone(SMALL_TEMPLATE);
    const rule = { IpProtocol: '-1', DestinationPrefixListId: list };
    Object.assign(template.Resources.Group.Properties, { SecurityGroupEgress: [rule] });
    const { stdout } = await runReach(
      ...['explain', '--stack', `small=${files.write('listed.json', template)}`, '--json'],
      ...['--from', 'small/Client', '--to', 'aws:s3', '--port', '443'],
    );
    expect(stdout).toContain(`prefix list ${list} ${words}`);
  });

  it.each([
    ['under their stack', 'small: { Group: small/Group, Subnets: [small/Subnet] }'],
    ['with their stack', 'small.Group: small/Group\nsmall.Subnets: small/Subnet'],
    ['in JSON', '{"small": {"Group": "small/Group", "Subnets": "small/Subnet"}}'],
  ])('takes values of parameters %s from a file', async (_, text) => {
    const { verdict } = await askOpen('--params', files.write('values.yml', text));
    expect(verdict).toBe('reachable');
  });

  it('takes the value that is given by itself rather than that of a file', async () => {
    const file = files.write('values.yml', 'small: { Group: sg-1, Subnets: [small/Subnet] }');
    expect((await askOpen('--params', file)).verdict).toBe('unknown');
    const { verdict } = await askOpen('--params', file, '--param', 'small.Group=small/Group');
    expect(verdict).toBe('reachable');
  });

  it('warns of a key that stands twice, and takes the last one', async () => {
    const twice = files.write(
      'twice.yml',
      'Resources: { A: { Type: x }, A: { Type: AWS::EC2::NatGateway } }',
    );
    const { stderr, exitCode } = await runReach('graph', '--stack', `small=${twice}`);
    expect(stderr).toBe(
      `warning: ${twice}: key A stands twice in a mapping, and the last one counts\n`,
    );
    expect(exitCode).toBe(0);
  });

  it('prints the answer of the documented form as JSON', async () => {
    const { stdout, exitCode } = await ask('--to', 'small/Server', '--port', '443', '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      from: 'small/Client',
      to: 'small/Server',
      protocol: 'tcp',
      port: 443,
      verdict: 'reachable',
      hops: [
        {
          at: 'small/Group',
          step: 'source-group',
          allowed: true,
          because: 'a rule of small/Group allows all traffic out to 0.0.0.0/0',
          rule: 'small/Group',
        },
        {
          at: 'small/Vpc',
          step: 'route',
          allowed: true,
          because: 'both ends are in small/Subnet',
        },
        {
          at: 'small/Group',
          step: 'destination-group',
          allowed: true,
          because: 'a rule of small/Group allows all traffic in from 10.0.0.0/16',
          rule: 'small/Group',
        },
      ],
    });
  });

  it('names what blocks, and succeeds', async () => {
    const { stdout, exitCode } = await ask('--to', 'internet', '--port', '443', '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'blocked', blockedBy: 'small/Vpc' });
  });

  it('takes the id of a resource as the value of a parameter, alone or in a list', async () => {
    const api = files.write('api.json', {
      Parameters: {
        SubnetIds: { Type: 'List<AWS::EC2::Subnet::Id>' },
        GroupId: { Type: 'AWS::EC2::SecurityGroup::Id' },
      },
      Resources: {
        Fn: {
          Type: 'AWS::Lambda::Function',
          Properties: {
            VpcConfig: { SubnetIds: { Ref: 'SubnetIds' }, SecurityGroupIds: [{ Ref: 'GroupId' }] },
          },
        },
      },
    });
    const question = ['--from', 'api/Fn', '--to', 'small/Server', '--port', '443', '--json'];
    const verdictWith = async (...params: string[]) => {
      const given = params.flatMap((param) => ['--param', param]);
      const { stdout } = await ask('--stack', `api=${api}`, ...question, ...given);
      return JSON.parse(stdout).verdict;
    };
    const group = 'api.GroupId=small/Group';
    expect(await verdictWith('api.SubnetIds=small/Subnet,small/Subnet', group)).toBe('reachable');
    expect(await verdictWith('api.SubnetIds=small/Subnet')).toBe('unknown');
    expect(await verdictWith(group)).toBe('unknown');
  });

  it('prints one line a hop, with the file, for a person', async () => {
    const { stdout } = await ask('--to', 'small/Server', '--port', '443');
    expect(stdout.split('\n')).toEqual([
      'small/Client -> small/Server tcp 443: reachable',
      expect.stringContaining(
        `small/Group: a rule of small/Group allows all traffic out to 0.0.0.0/0 (${template})`,
      ),
      expect.stringContaining('both ends are in small/Subnet'),
      expect.stringContaining('allows all traffic in from 10.0.0.0/16'),
      '',
    ]);
  });

  it('asks about UDP on request', async () => {
    const { stdout } = await ask(
      '--to',
      'small/Server',
      '--port',
      '53',
      '--protocol',
      'udp',
      '--json',
    );
    expect(JSON.parse(stdout)).toMatchObject({ protocol: 'udp', port: 53, verdict: 'reachable' });
  });
});
