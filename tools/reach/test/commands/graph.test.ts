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
      'flowchart LR\n  n0(["small/Client"])\n  n1["small/Server"]\n  n0 -->|1| n1\n',
    );
  });

  it('lists nodes and edges as JSON', async () => {
    expect(JSON.parse((await graph('--format', 'json')).stdout)).toEqual({
      nodes: [
        { id: 'internet', kind: 'internet' },
        { id: 'small/Client', kind: 'function' },
        { id: 'small/Server', kind: 'instance' },
      ],
      edges: [{ from: 'small/Client', to: 'small/Server', port: 1, verdict: 'reachable' }],
    });
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
