import { SMALL_TEMPLATE, TemporaryFiles } from '../make-system.ts';
import { runReach } from '../run-reach.ts';

let files: TemporaryFiles;
beforeAll(() => {
  files = new TemporaryFiles();
});
afterAll(() => files.remove());

const graph = (...rest: string[]) =>
  runReach('graph', '--stack', `small=${files.write('small.json', SMALL_TEMPLATE)}`, ...rest);

describe('reach graph', () => {
  it('draws an arrow for everybody who reaches anybody', async () => {
    expect((await graph()).stdout).toBe(
      'flowchart LR\n  n0(["small/Client"])\n  n1["small/Server"]\n  n0 -->|all| n1\n',
    );
  });

  it('begins no edge at what only answers or forwards', async () => {
    const at = { SubnetId: { Ref: 'Subnet' } };
    const template = {
      Resources: {
        ...SMALL_TEMPLATE.Resources,
        Nat: { Type: 'AWS::EC2::NatGateway', Properties: { ...at, ConnectivityType: 'private' } },
        Files: {
          Type: 'AWS::EFS::MountTarget',
          Properties: { ...at, SecurityGroups: [{ Ref: 'Group' }] },
        },
        Subnets: {
          Type: 'AWS::RDS::DBSubnetGroup',
          Properties: { SubnetIds: [{ Ref: 'Subnet' }] },
        },
        Database: {
          Type: 'AWS::RDS::DBInstance',
          Properties: {
            DBSubnetGroupName: { Ref: 'Subnets' },
            VPCSecurityGroups: [{ Ref: 'Group' }],
          },
        },
      },
    };
    const stack = `small=${files.write('answering.json', template)}`;
    const { edges } = JSON.parse(
      (await runReach('graph', '--stack', stack, '--format', 'json')).stdout,
    );
    const froms = new Set(edges.map(({ from }: { from: string }) => from));
    expect([...froms].sort()).toEqual(['small/Client', 'small/Server']);
    const toDatabase = {
      from: 'small/Client',
      to: 'small/Database',
      port: 'all',
      verdict: 'reachable',
    };
    expect(edges).toContainEqual(toDatabase);
  });

  it.each([
    ['the first port of a rule about some', { IpProtocol: 'tcp', FromPort: 80, ToPort: 90 }, 80],
    ['all for every port of a protocol', { IpProtocol: 'tcp', FromPort: 0, ToPort: 65535 }, 'all'],
  ])('names %s', async (_, ports, port) => {
    const template = structuredClone(SMALL_TEMPLATE);
    const rules = [{ ...ports, CidrIp: '10.0.0.0/16' }];
    Object.assign(template.Resources.Group.Properties, { SecurityGroupIngress: rules });
    const stack = `small=${files.write('ports.json', template)}`;
    const { stdout } = await runReach('graph', '--stack', stack, '--format', 'json');
    expect(JSON.parse(stdout).edges).toContainEqual(
      expect.objectContaining({ from: 'small/Client', to: 'small/Server', port }),
    );
  });

  it('lists nodes and edges as JSON', async () => {
    expect(JSON.parse((await graph('--format', 'json')).stdout)).toEqual({
      nodes: [
        { id: 'internet', kind: 'internet' },
        { id: 'small/Client', kind: 'function' },
        { id: 'small/Server', kind: 'instance' },
      ],
      edges: [{ from: 'small/Client', to: 'small/Server', port: 'all', verdict: 'reachable' }],
    });
  });

  it('shows who is there where nobody reaches anybody', async () => {
    const { Vpc, Subnet, Client } = SMALL_TEMPLATE.Resources;
    const file = files.write('blocked.json', { Resources: { Vpc, Subnet, Client } });
    expect((await runReach('graph', '--stack', `small=${file}`)).stdout).toBe(
      'flowchart LR\n  n0(["small/Client"])\n',
    );
  });

  it('ends in one line where the conditions have too many outcomes', async () => {
    const names = Array.from({ length: 7 }, (_, index) => `Is${index}`);
    const template = {
      Parameters: Object.fromEntries(names.map((name) => [name, { Type: 'String' }])),
      Conditions: Object.fromEntries(
        names.map((name) => [name, { 'Fn::Equals': [{ Ref: name }, 'yes'] }]),
      ),
      Resources: Object.fromEntries(
        names.map((name) => [
          name,
          { Type: 'AWS::EC2::Instance', Condition: name, Properties: { SubnetId: 'subnet-1' } },
        ]),
      ),
    };
    const many = ['--stack', `many=${files.write('many.json', template)}`] as const;
    expect(await runReach('graph', ...many)).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringMatching(
        /more than 64 cases; give some with --param \[REACH_CASES\]\n?$/,
      ),
    });
    const given = await runReach('graph', ...many, '--param', 'many.Is0=yes');
    expect(given).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('flowchart') });
  });

  it('refuses another format', async () => {
    expect(await graph('--format', 'svg')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('expected mermaid or json'),
    });
  });
});
