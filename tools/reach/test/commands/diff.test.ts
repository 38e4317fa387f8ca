import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { SMALL_TEMPLATE, TemporaryFiles } from '../make-system.ts';
import { runReach } from '../run-reach.ts';

let files: TemporaryFiles;
beforeAll(() => {
  files = new TemporaryFiles();
});
afterAll(() => files.remove());

const { Vpc, Subnet, Server, Client } = SMALL_TEMPLATE.Resources;

/** A client and a server with groups of their own; the server's has these rules. */
function systemWith(ingress: readonly Record<string, unknown>[], more: object = {}) {
  const group = (properties: object) => ({
    Type: 'AWS::EC2::SecurityGroup',
    Properties: { GroupDescription: 'x', VpcId: { Ref: 'Vpc' }, ...properties },
  });
  const vpcConfig = { ...Client.Properties.VpcConfig, SecurityGroupIds: [{ Ref: 'ClientGroup' }] };
  return {
    Parameters: { Peer: { Type: 'String' } },
    Resources: {
      Vpc,
      Subnet,
      ClientGroup: group({}),
      ServerGroup: group({ SecurityGroupIngress: [] }),
      Client: { ...Client, Properties: { VpcConfig: vpcConfig } },
      Server: {
        ...Server,
        Properties: { SubnetId: { Ref: 'Subnet' }, SecurityGroupIds: [{ Ref: 'ServerGroup' }] },
      },
      ...Object.fromEntries(
        ingress.map((properties, index) => [
          `Rule${index}`,
          {
            Type: 'AWS::EC2::SecurityGroupIngress',
            Properties: { GroupId: { Ref: 'ServerGroup' }, IpProtocol: 'tcp', ...properties },
          },
        ]),
      ),
      ...more,
    },
  };
}

const rule = (from: number, to: number, peer: unknown = '10.0.0.0/16') => ({
  FromPort: from,
  ToPort: to,
  CidrIp: peer,
});

let runs = 0;
async function diff(before: object, after: object, ...options: string[]) {
  runs += 1;
  const place = (side: string) =>
    files.write(`${side}-${runs}.json`, side === 'before' ? before : after);
  return runReach(
    'diff',
    '--before-stack',
    `web=${place('before')}`,
    '--after-stack',
    `web=${place('after')}`,
    ...options,
  );
}

async function changesOf(before: object, after: object, ...options: string[]) {
  const { stdout, stderr, exitCode } = await diff(before, after, '--format', 'json', ...options);
  expect(stderr).toBe('');
  return { ...JSON.parse(stdout), exitCode };
}

const PAIR = { from: 'web/Client', to: 'web/Server', protocol: 'tcp' };

describe('reach diff', () => {
  it('finds nothing between a system and itself, and succeeds', async () => {
    const system = systemWith([rule(80, 90)]);
    expect(await changesOf(system, system)).toEqual({
      changes: [],
      added: [],
      removed: [],
      unknownOnBothSides: 0,
      exitCode: 0,
    });
  });

  it('names the ports that opened and the rule that did it, and ends with 1', async () => {
    const { changes, exitCode } = await changesOf(
      systemWith([rule(80, 90)]),
      systemWith([rule(80, 90), rule(90, 443)]),
    );
    expect(changes).toEqual([
      {
        ...PAIR,
        change: 'opened',
        ports: { from: 91, to: 443 },
        before: 'blocked',
        after: 'reachable',
        rule: 'web/Rule1',
        was: expect.stringContaining('no rule of web/ServerGroup allows tcp 91 in'),
        is: 'web/Rule1 allows tcp 90-443 in from 10.0.0.0/16',
      },
    ]);
    expect(exitCode).toBe(1);
  });

  it('names the ports that closed and the rule that is gone, and succeeds', async () => {
    const { changes, exitCode } = await changesOf(
      systemWith([rule(80, 90), rule(443, 443)]),
      systemWith([rule(80, 90)]),
    );
    expect(changes).toEqual([
      expect.objectContaining({
        ...PAIR,
        change: 'closed',
        ports: { from: 443, to: 443 },
        rule: 'web/Rule1',
        was: 'web/Rule1 allows tcp 443 in from 10.0.0.0/16',
        is: expect.stringContaining('no rule of web/ServerGroup allows tcp 443 in'),
      }),
    ]);
    expect(exitCode).toBe(0);
  });

  it('tells apart what one end of a range changed', async () => {
    const { changes } = await changesOf(systemWith([rule(80, 90)]), systemWith([rule(81, 91)]));
    expect(
      changes.map(({ change, ports }: { change: string; ports: object }) => [change, ports]),
    ).toEqual([
      ['closed', { from: 80, to: 80 }],
      ['opened', { from: 91, to: 91 }],
    ]);
  });

  it('sees a rule for UDP', async () => {
    const { changes } = await changesOf(
      systemWith([]),
      systemWith([{ ...rule(53, 53), IpProtocol: 'udp' }]),
    );
    expect(changes).toEqual([expect.objectContaining({ ...PAIR, protocol: 'udp' })]);
  });

  it('shows what is unknown now as that, and ends with 1', async () => {
    const after = systemWith([rule(80, 80, { Ref: 'Peer' })]);
    const { changes, exitCode } = await changesOf(systemWith([]), after);
    expect(changes).toEqual([
      expect.objectContaining({ ...PAIR, change: 'unknown', before: 'blocked', after: 'unknown' }),
    ]);
    expect(changes[0].is).toContain('web/Peer');
    expect(exitCode).toBe(1);

    const unseen = await changesOf(after, after);
    expect(unseen).toMatchObject({ changes: [], unknownOnBothSides: 1, exitCode: 0 });
    const given = await changesOf(systemWith([]), after, '--param', 'web.Peer=10.0.0.0/8');
    expect(given.changes).toEqual([expect.objectContaining({ ...PAIR, change: 'opened' })]);
  });

  it('compares with nothing what exists on one side only', async () => {
    const { changes, added, exitCode } = await changesOf(
      systemWith([rule(80, 80)]),
      systemWith([rule(80, 80)], { Other: systemWith([]).Resources.Client }),
    );
    expect(added).toEqual(['web/Other']);
    expect(changes).toEqual([
      expect.objectContaining({
        from: 'web/Other',
        to: 'web/Server',
        change: 'opened',
        before: 'absent',
        was: 'web/Other does not exist before',
      }),
    ]);
    expect(exitCode).toBe(1);
    const back = await changesOf(
      systemWith([rule(80, 80)], { Other: systemWith([]).Resources.Client }),
      systemWith([rule(80, 80)]),
    );
    expect(back).toMatchObject({ removed: ['web/Other'], exitCode: 0 });
    expect(back.changes).toEqual([expect.objectContaining({ change: 'closed', after: 'absent' })]);
  });

  it('reads folders, each template as the stack of its name', async () => {
    const write = (side: string, system: object) => {
      const file = files.path(`${side}/web.template.json`);
      mkdirSync(dirname(file), { recursive: true });
      files.write(`${side}/manifest.json`, '{}');
      return dirname(files.write(`${side}/web.template.json`, system));
    };
    const folders = [
      '--before',
      write('old', systemWith([])),
      '--after',
      write('new', systemWith([rule(80, 80)])),
    ];
    const text = await runReach('diff', ...folders);
    expect(text).toEqual({
      stdout: [
        'opened  web/Client -> web/Server tcp 80 by web/Rule0',
        '          was blocked: no rule of web/ServerGroup allows tcp 80 in from web/Client',
        '          is reachable: web/Rule0 allows tcp 80 in from 10.0.0.0/16',
        '1 opened, 0 unknown, 0 closed',
        '',
      ].join('\n'),
      stderr: '',
      exitCode: 1,
    });
    const { stdout } = await runReach('diff', ...folders, '--format', 'markdown');
    expect(stdout.split('\n').slice(0, 5)).toEqual([
      '### Opened',
      '',
      '| from | to | ports | rule | was | is |',
      '|---|---|---|---|---|---|',
      '| web/Client | web/Server | tcp 80 | web/Rule0 | blocked: no rule of web/ServerGroup allows tcp 80 in from web/Client | reachable: web/Rule0 allows tcp 80 in from 10.0.0.0/16 |',
    ]);
  });

  it('compares only the pairs of some nodes on request', async () => {
    const [before, after] = [systemWith([]), systemWith([rule(80, 80)])];
    expect((await changesOf(before, after, '--node', 'web/Server')).changes).toHaveLength(1);
    expect((await changesOf(before, after, '--node', 'internet')).changes).toEqual([]);
  });

  it('asks no more questions than it says', async () => {
    const rules = Array.from({ length: 900 }, (_, index) => rule(2 * index + 1, 2 * index + 1));
    const clients = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`C${index}`, systemWith([]).Resources.Client]),
    );
    const large = systemWith(rules, clients);
    expect(await diff(large, large)).toEqual({
      stdout: '',
      stderr: expect.stringMatching(
        /^reach: 63 nodes make \d+ questions, expected at most 10000000; --node NODE/,
      ),
      exitCode: 2,
    });
  });

  /** A folder with a stack, and a nested stack in which a rule admits one port to the stack's server. */
  function withNested(side: string, port: number): string {
    const folder = files.path(`nested-${side}`);
    mkdirSync(folder);
    const { Resources } = systemWith([]);
    const Parameters = { Group: { 'Fn::GetAtt': ['ServerGroup', 'GroupId'] } };
    const Child = {
      Type: 'AWS::CloudFormation::Stack',
      Properties: { TemplateURL: 'x', Parameters },
    };
    const properties = { GroupId: { Ref: 'Group' }, IpProtocol: 'tcp', ...rule(port, port) };
    files.write(`nested-${side}/web.json`, { Resources: { ...Resources, Child } });
    files.write(`nested-${side}/child.json`, {
      Parameters: { Group: { Type: 'String' } },
      Resources: { Rule: { Type: 'AWS::EC2::SecurityGroupIngress', Properties: properties } },
    });
    return folder;
  }

  it('reads nested stacks of both folders, each as what makes it', async () => {
    const folders = ['--before', withNested('old', 80), '--after', withNested('new', 443)];
    const run = async (...options: string[]) => {
      const { stdout } = await runReach('diff', '--format', 'json', ...folders, ...options);
      const { changes }: { changes: { change: string; ports: object; rule: string }[] } =
        JSON.parse(stdout);
      return changes.map(({ change, ports, rule }) => ({ change, ports, rule }));
    };
    const expected = [
      { change: 'closed', ports: { from: 80, to: 80 }, rule: 'web/Child/Rule' },
      { change: 'opened', ports: { from: 443, to: 443 }, rule: 'web/Child/Rule' },
    ];
    expect(await run('--nested', 'web/Child=child.json')).toEqual(expected);
    const [, before = '', , after = ''] = folders;
    const apart = [
      `--before-nested=web/Child=${before}/child.json`,
      `--after-nested=web/Child=${after}/child.json`,
    ];
    expect(await run(...apart)).toEqual(expected);
    // Else it is a stack of its own, whose rule is perhaps one of each group.
    expect(await run()).not.toEqual(expected);
  });

  it.each([
    [
      ['--nested', 'web/Child=child.json'],
      /--nested web\/Child=child\.json: .*expected --before-nested/,
    ],
    [['--before', '/nowhere', '--after', '/'], /--before \/nowhere: not a folder that can be read/],
    [
      ['--before-stack', 'a=x.json'],
      /--after: no templates; expected --after DIR, or --after-stack/,
    ],
    [['--format', 'sarif'], /--format sarif: expected text, json, markdown/],
    [
      ['--param', 'web.None=1'],
      /--param web\.None: neither side has a stack web with this parameter/,
    ],
    [['--node', 'web/None'], /--node web\/None: not a node of either side/],
  ])('refuses %j in one line', async (options, line) => {
    const own = options[0]?.startsWith('--before') ?? false;
    const { stdout, stderr, exitCode } = own
      ? await runReach('diff', ...options)
      : await diff(systemWith([]), systemWith([]), ...options);
    expect(stderr).toMatch(line);
    expect({ stdout, exitCode, lines: stderr.split('\n').length }).toEqual({
      stdout: '',
      exitCode: 2,
      lines: 2,
    });
  });
});
