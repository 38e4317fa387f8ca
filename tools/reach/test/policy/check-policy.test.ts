// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is the syntax of a policy's patterns
import { stringify } from 'yaml';
import { SMALL_TEMPLATE, TemporaryFiles } from '../make-system.ts';
import { runReach } from '../run-reach.ts';

let files: TemporaryFiles;

beforeAll(() => {
  files = new TemporaryFiles();
});
afterAll(() => files.remove());

const STACKS = { small: 'small-${stage}' };
const holds = {
  id: 'client-reaches-server',
  says: 'The client reaches the server.',
  reachable: { from: 'small/Client', to: 'small/Server', ports: 443 },
};
const violated = {
  id: 'client-is-kept-out',
  says: 'The client does not reach the server.',
  blocked: { from: 'small/Client', to: 'small/Server', ports: [443, 80] },
};

function withPart({ reachable, ...claim }: typeof holds, part: object) {
  return { ...claim, reachable: { ...reachable, ...part } };
}

function check(claims: readonly unknown[], ...rest: string[]) {
  return checkWith(STACKS, claims, ...rest);
}

function checkWith(stacks: object, claims: readonly unknown[], ...rest: string[]) {
  const policy = files.write('policy.yml', stringify({ version: 1, stacks, claims }));
  const template = files.write('small.json', SMALL_TEMPLATE);
  return runReach('check', '--policy', policy, '--stack', `small-dev=${template}`, ...rest);
}

async function outcomeOf(claim: object) {
  const { stdout } = await check([{ id: 'claim', says: 'x', ...claim }], '--json');
  const [result] = JSON.parse(stdout).claims;
  return result.outcome;
}

describe('reach check', () => {
  it('succeeds when every claim holds', async () => {
    const { stdout, exitCode } = await check([holds]);
    expect(stdout).toContain('satisfied client-reaches-server');
    expect(stdout).toContain('1 satisfied, 0 violated, 0 undecided');
    expect(exitCode).toBe(0);
  });

  it('prints the way that violates a claim, and what would close it', async () => {
    const { stdout, exitCode } = await check([holds, violated]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('violated  client-is-kept-out: The client does not reach the server.');
    expect(stdout).toContain('small-dev/Client reaches small-dev/Server on tcp 443');
    expect(stdout).toMatch(
      /small-dev\/Group: .*allows all traffic in from 10\.0\.0\.0\/16 \(.*small\.json\)/,
    );
    expect(stdout).toMatch(
      /would close it: remove or narrow small-dev\/Group \(.*small\.json\).*; unless another rule allows the same\n/,
    );
  });

  describe('with imports that no given stack exports', () => {
    const importing = {
      Parameters: { Name: { Type: 'String' } },
      Resources: {
        ...SMALL_TEMPLATE.Resources,
        Topic: {
          Type: 'AWS::SNS::Topic',
          Properties: { TopicName: { 'Fn::ImportValue': 'gone' } },
        },
        Open: {
          Type: 'AWS::SNS::Topic',
          Properties: { TopicName: { 'Fn::ImportValue': { Ref: 'Name' } } },
        },
      },
    };
    const checkImporting = (template: object, ...rest: string[]) =>
      check([holds], '--stack', `other=${files.write('importing.json', template)}`, ...rest);
    const WARNING = 'other/Topic imports gone, which none of the given stacks exports';

    it('lists them, and keeps its verdict', async () => {
      const { stdout, stderr, exitCode } = await checkImporting(importing);
      expect(stderr).toBe(`warning: ${WARNING}\n`);
      expect(stdout).toContain('1 satisfied, 0 violated, 0 undecided');
      expect(exitCode).toBe(0);
    });

    it('fails when all stacks are given', async () => {
      const { stdout, stderr, exitCode } = await checkImporting(importing, '--closed');
      expect(stdout).toContain('violated  every-import-is-exported');
      expect(stdout).toContain(WARNING);
      expect(stderr).toBe('');
      expect(exitCode).toBe(1);
    });

    it('succeeds when all stacks are given and one of them exports it', async () => {
      const exporting = {
        Resources: {},
        Outputs: { Own: { Value: 'x', Export: { Name: 'gone' } } },
      };
      const third = `third=${files.write('exporting.json', exporting)}`;
      const { stdout, stderr, exitCode } = await checkImporting(
        importing,
        '--closed',
        '--stack',
        third,
      );
      expect(stdout).toContain('satisfied every-import-is-exported');
      expect(stderr).toBe('');
      expect(exitCode).toBe(0);
    });

    it('does not count an import that is not made', async () => {
      const never = {
        ...importing,
        Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
        Resources: { Topic: { ...importing.Resources.Topic, Condition: 'Never' } },
      };
      expect((await checkImporting(never, '--closed')).exitCode).toBe(0);
    });
  });

  it('takes a port from --var, where a claim names a variable', async () => {
    const asked = { ...violated, blocked: { ...violated.blocked, ports: '${api.port}' } };
    const { stdout } = await check([asked], '--var', 'api.port=8443');
    expect(stdout).toContain('small-dev/Client reaches small-dev/Server on tcp 8443');
  });

  it('refuses a variable that has no value in one line', async () => {
    const { stderr, exitCode } = await check([withPart(holds, { ports: '${apiPort}' })]);
    expect(stderr).toMatch(/policy\.yml: \$\{apiPort\} has no value; expected --var apiPort=…/);
    expect(exitCode).toBe(2);
  });

  it('makes no claim about a stack that is optional and not given', async () => {
    const optional = { ...STACKS, more: { name: 'more-${stage}', optional: true } };
    const ofMore = {
      ...holds,
      id: 'more',
      reachable: { from: 'more/Client', to: 'small/Server', ports: 443 },
    };
    const { stdout, exitCode } = await checkWith(optional, [holds, ofMore]);
    expect(stdout).toContain('absent    more: not claimed for these stacks');
    expect(stdout).toContain('1 satisfied, 0 violated, 0 undecided');
    expect(exitCode).toBe(0);
    expect((await checkWith({ ...STACKS, more: 'more-${stage}' }, [holds])).exitCode).toBe(2);
  });

  describe('with a * in the name that a claim is about', () => {
    it.each([
      ['satisfied', 'small/Serv*', 'small/Server'],
      ['violated', 'small/Serv*', 'small/Cli*nt'],
      ['violated', 'small/No*', 'small/Server'],
    ])('is %s of each node that fits', async (outcome, to, from) => {
      const claim = { reachable: { from: from.replace('Server', 'Client'), to, ports: 443 } };
      expect(await outcomeOf(claim)).toBe(outcome);
    });

    it('names the pattern that nothing fits', async () => {
      const { stdout } = await check([withPart(holds, { to: 'small/No*' })]);
      expect(stdout).toContain('nothing in the templates is small/No*');
    });

    it('refuses two of them', async () => {
      const { stderr, exitCode } = await check([withPart(holds, { to: 'small/*e*' })]);
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining('at most one *')]);
    });
  });

  it('lists what cannot be decided apart, and does not succeed', async () => {
    const template = structuredClone(SMALL_TEMPLATE);
    Object.assign(template.Resources.Group.Properties, {
      SecurityGroupIngress: [
        { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: { Ref: 'Office' } },
      ],
    });
    const file = files.write('open.json', {
      Parameters: { Office: { Type: 'String' } },
      ...template,
    });
    const policy = files.write(
      'open.yml',
      stringify({ version: 1, stacks: STACKS, claims: [holds] }),
    );
    const run = await runReach('check', '--policy', policy, '--stack', `small-dev=${file}`);
    expect(run.stdout).toContain('undecided  client-reaches-server');
    expect(run.stdout).toContain('small-dev/Office is a parameter without a value');
    expect(run.stdout).toContain('0 satisfied, 0 violated, 1 undecided');
    expect(run.exitCode).toBe(1);
    const given = await runReach(
      'check',
      '--policy',
      policy,
      '--stack',
      `small-dev=${file}`,
      '--param',
      'small-dev.Office=10.0.0.0/8',
    );
    expect(given.exitCode).toBe(0);
  });

  it.each<[string, object, string]>([
    [
      'only, of the group that is admitted',
      {
        only: {
          from: { wearing: 'small/Group', in: 'small/Subnet' },
          to: 'small/Server',
          ports: 'any',
        },
      },
      'violated',
    ],
    [
      'reachable, of a wearer',
      {
        reachable: {
          from: { wearing: 'small/Group', in: 'small/Subnet' },
          to: 'small/Server',
          ports: 1,
        },
      },
      'satisfied',
    ],
    [
      'blocked, of who wears no group of these',
      {
        blocked: {
          from: { wearingAllBut: 'small/Group', in: 'small/Subnet' },
          to: 'small/Server',
          ports: 'any',
        },
      },
      'satisfied',
    ],
    [
      'blocked, of a server that is open to all',
      {
        blocked: {
          from: 'small/Client',
          to: { openServerIn: 'small/Subnet' },
          ports: { allBut: [1] },
        },
      },
      'satisfied',
    ],
    [
      'blocked, of a server that wears the group',
      {
        blocked: {
          from: 'small/Client',
          to: { wearing: 'small/Group', in: 'small/Subnet' },
          ports: 80,
        },
      },
      'violated',
    ],
    [
      'way, without a way',
      { way: { from: 'small/Client', to: 'internet', ports: 443, through: 'nat-gateway' } },
      'violated',
    ],
    ['no public address', { noPublicAddress: 'small/Server' }, 'satisfied'],
    [
      'doors, of a function without any',
      { doors: { of: 'small/Client', exactly: [] } },
      'satisfied',
    ],
    [
      'doors, of a door that is not there',
      { doors: { of: 'small/Client', exactly: ['url small/Url'] } },
      'violated',
    ],
    [
      'a resource that is not there',
      { reachable: { from: 'small/Nobody', to: 'small/Server', ports: 1 } },
      'violated',
    ],
    [
      'only, of nobody, where somebody gets in',
      { only: { from: [], to: 'small/Server', ports: 'any' } },
      'violated',
    ],
    ['doors, of what is no function', { doors: { of: 'small/Server', exactly: [] } }, 'violated'],
    ['another stage', { where: { stage: 'prod' }, noPublicAddress: 'small/Nobody' }, 'absent'],
    ['this stage', { where: { stage: 'dev' }, noPublicAddress: 'small/Nobody' }, 'violated'],
  ])('decides %s', async (_, claim, outcome) => {
    expect(await outcomeOf(claim)).toBe(outcome);
  });

  it.each([
    ['small/Group', 'small-dev/Group is AWS::EC2::SecurityGroup, which cannot stand here'],
    ['small/Nobody', 'small-dev/Nobody is not in the templates'],
  ])('says why it cannot speak about %s', async (name, message) => {
    const { stdout } = await check([{ id: 'claim', says: 'x', noPublicAddress: name }]);
    expect(stdout).toContain(message);
  });

  it.each<[string, string, string[], number]>([
    ['by the name of the resource', 'satisfied', ['AWS::Events::Rule small/Rule'], 0],
    ['by that of its permission', 'satisfied', ['permission small/Permission'], 0],
    ['by both', 'satisfied', ['AWS::Events::Rule small/Rule', 'permission small/Permission'], 0],
    ['by neither', 'one more door: AWS::Events::Rule small-dev/Rule', [], 1],
  ])('takes a rule with its permission for one door %s', async (_, says, exactly, code) => {
    const Client = { 'Fn::GetAtt': ['Client', 'Arn'] };
    const Permission = {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        FunctionName: Client,
        Action: 'lambda:InvokeFunction',
        Principal: 'events.amazonaws.com',
        SourceArn: { 'Fn::GetAtt': ['Rule', 'Arn'] },
      },
    };
    const Rule = {
      Type: 'AWS::Events::Rule',
      Properties: { Targets: [{ Id: 'x', Arn: Client }] },
    };
    const template = structuredClone(SMALL_TEMPLATE);
    Object.assign(template.Resources, { Rule, Permission });
    const claims = [{ id: 'doors', says: 'x', doors: { of: 'small/Client', exactly } }];
    const policy = files.write('policy.yml', stringify({ version: 1, stacks: STACKS, claims }));
    const stack = `small-dev=${files.write('small.json', template)}`;
    const { stdout, exitCode } = await runReach('check', '--policy', policy, '--stack', stack);
    expect(stdout).toContain(says);
    expect(stdout.match(/more door/g)?.length ?? 0).toBe(code);
    expect(exitCode).toBe(code);
  });

  it('leaves doors undecided where a permission may be of any function', async () => {
    const template = structuredClone(SMALL_TEMPLATE);
    const permission = {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        FunctionName: { Ref: 'Anything' },
        Action: 'lambda:InvokeFunction',
        Principal: 's3.amazonaws.com',
      },
    };
    Object.assign(template, { Parameters: { Anything: { Type: 'String' } } });
    Object.assign(template.Resources, { Permission: permission });
    const doors = { of: 'small/Client', exactly: [] };
    const policy = files.write(
      'policy.yml',
      stringify({ version: 1, stacks: STACKS, claims: [{ id: 'doors', says: 'x', doors }] }),
    );
    const stack = `small-dev=${files.write('small.json', template)}`;
    const { stdout, exitCode } = await runReach('check', '--policy', policy, '--stack', stack);
    expect(stdout).toMatch(
      /small-dev\/Client has perhaps one more door: permission small-dev\/Permission: .*Anything/,
    );
    expect(stdout).toContain('0 satisfied, 0 violated, 1 undecided');
    expect(exitCode).toBe(1);
  });

  it('writes SARIF that names the claim, the file and the resource', async () => {
    const { stdout } = await check([violated], '--format', 'sarif');
    const [run] = JSON.parse(stdout).runs;
    expect(run.tool.driver.rules).toEqual([
      { id: 'client-is-kept-out', shortDescription: { text: violated.says } },
    ]);
    expect(run.results[0]).toMatchObject({
      ruleId: 'client-is-kept-out',
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: expect.stringMatching(/small\.json$/) },
            region: { startLine: expect.any(Number) },
          },
          logicalLocations: [{ fullyQualifiedName: 'small-dev/Group' }],
        },
      ],
    });
  });

  it('writes Markdown with a row for each claim', async () => {
    const { stdout } = await check([holds, violated], '--format', 'markdown');
    expect(stdout).toContain(
      '| satisfied | `client-reaches-server` | The client reaches the server. |',
    );
    expect(stdout).toContain('### client-is-kept-out');
  });

  it.each<[string, readonly unknown[], RegExp]>([
    ['no claim', [], /claims: /],
    ['two kinds in one claim', [{ ...holds, ...violated }], /expected exactly one of/],
    ['two claims with one id', [holds, holds], /ids that differ/],
    [
      'a variable that no stack has',
      [{ ...holds, where: { stgae: 'prod' } }],
      /claim client-reaches-server: where\.stgae: no stack's name has this variable, .* \(given: stage\)/,
    ],
    ['no source', [withPart(holds, { from: [] })], /claims\.0\.reachable\.from: .*at least one/],
    ['no port', [withPart(holds, { ports: [] })], /claims\.0\.reachable\.ports: .*at least one/],
    [
      'no subnet',
      [withPart(holds, { from: { wearing: 'small/Group', in: [] } })],
      /claims\.0\.reachable\.from/,
    ],
    ['no destination', [withPart(holds, { to: { openServerIn: [] } })], /claims\.0\.reachable\.to/],
    [
      'nobody who has no public address',
      [{ id: 'none', says: 'x', noPublicAddress: [] }],
      /claims\.0\.noPublicAddress: .*at least one/,
    ],
    [
      'a key that it does not know',
      [{ ...holds, unless: 'x' }],
      /claims\.0: there is no key "unless"; expected one of blocked, doors/,
    ],
  ])('refuses a policy with %s in one line', async (_, claims, line) => {
    const { stderr, exitCode } = await check(claims);
    expect(stderr).toMatch(line);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(exitCode).toBe(2);
  });

  it('refuses stacks that the policy is not about', async () => {
    const policy = files.write(
      'policy.yml',
      stringify({ version: 1, stacks: STACKS, claims: [holds] }),
    );
    const template = files.write('small.json', SMALL_TEMPLATE);
    const { stderr, exitCode } = await runReach(
      'check',
      '--policy',
      policy,
      '--stack',
      `large=${template}`,
    );
    expect(stderr).toMatch(
      /stack small is small-\$\{stage\}, and none of the given stacks is \(large\)/,
    );
    expect(exitCode).toBe(2);
  });
});
