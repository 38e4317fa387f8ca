import { relative } from 'node:path';
import { HOSTILE_TEXTS, refuseActing } from '../../../command-line/test/support/hostile-texts.ts';
import { GRAPH_FORMATS } from '../../src/commands/graph.ts';
import { DIFF_FORMATS } from '../../src/diff/format-diff.ts';
import { CHECK_FORMATS } from '../../src/format/check-formats.ts';
import { SMALL_TEMPLATE, TemporaryFiles } from '../make-system.ts';
import { runReach } from '../run-reach.ts';

let files: TemporaryFiles;
beforeAll(() => {
  files = new TemporaryFiles();
});
afterAll(() => files.remove());

/** A policy and a system that hold the text wherever text is free. */
function systemWith(text: string) {
  const { Client, ...others } = SMALL_TEMPLATE.Resources;
  const template = {
    Resources: {
      ...others,
      Client: {
        Type: 'AWS::Serverless::Function',
        Properties: {
          ...Client.Properties,
          Events: { [text]: { Type: 'Schedule', Properties: { Name: text } } },
        },
      },
      Peer: {
        Type: 'AWS::EC2::SecurityGroupIngress',
        Properties: {
          GroupId: { Ref: 'Group' },
          IpProtocol: 'tcp',
          FromPort: 80,
          ToPort: 80,
          Description: text,
          SourceSecurityGroupId: { 'Fn::ImportValue': text },
        },
      },
      Permission: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          FunctionName: { Ref: 'Client' },
          Action: 'lambda:InvokeFunction',
          Principal: text,
          SourceArn: text,
        },
      },
    },
  };
  // The name of a file is UTF-8, which has no half of a pair.
  const name = Buffer.from(text).toString().replaceAll('/', '_');
  const claims = [
    {
      id: 'is-blocked',
      says: text,
      blocked: { from: 'small/Client', to: 'small/Server', ports: 80 },
    },
    { id: 'has-no-doors', says: text, doors: { of: 'small/Client', exactly: [] } },
    { id: 'is-open', says: text, reachable: { from: 'internet', to: 'small/Server', ports: 80 } },
    { id: 'is-kept', says: text, blocked: { from: 'internet', to: 'small/Client', ports: 80 } },
  ];
  return {
    stack: ['--stack', `small=${files.write(`${name}.json`, template)}`],
    policy: [
      '--policy',
      files.write(`${name}.policy.json`, { version: 1, stacks: { small: 'small' }, claims }),
    ],
  };
}

async function check(text: string, format: string) {
  const { stack, policy } = systemWith(text);
  const { stdout, stderr, exitCode } = await runReach(
    'check',
    ...stack,
    ...policy,
    '--format',
    format,
  );
  refuseActing(stderr);
  // One line about the import that no given stack exports.
  expect(stderr).toMatch(/^warning: .+\n$/);
  expect(exitCode).toBe(1);
  return stdout;
}

describe.each(HOSTILE_TEXTS)('%s in names and texts', (_, text) => {
  it.each(Object.keys(CHECK_FORMATS))('acts in no check as %s', async (format) => {
    refuseActing(await check(text, format));
  });

  it.each<[string, string, string[]]>([
    ['explain as text', 'explain', []],
    ['explain as JSON', 'explain', ['--json']],
    ...Object.keys(GRAPH_FORMATS).map((format): [string, string, string[]] => [
      `graph as ${format}`,
      'graph',
      ['--format', format],
    ]),
  ])('acts in no %s', async (_name, command, options) => {
    const question = ['--from', 'internet', '--to', 'small/Server', '--port', '80'];
    const { stdout, stderr, exitCode } = await runReach(
      command,
      ...systemWith(text).stack,
      ...(command === 'explain' ? question : []),
      ...options,
    );
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    refuseActing(stdout);
  });

  it.each(Object.keys(DIFF_FORMATS))('acts in no diff as %s', async (format) => {
    const { stack } = systemWith(text);
    const small = `small=${files.write('small.json', SMALL_TEMPLATE)}`;
    const after = ['--after-stack', stack[1] ?? ''];
    const { stdout, stderr, exitCode } = await runReach(
      'diff',
      '--before-stack',
      small,
      ...after,
      '--format',
      format,
    );
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    refuseActing(stdout);
  });

  it('acts in no line about bad input', async () => {
    const { stderr, exitCode } = await runReach(
      'explain',
      '--stack',
      text,
      '--from',
      text,
      '--to',
      text,
      '--port',
      text,
    );
    refuseActing(stderr);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(exitCode).toBe(2);
  });

  it('stays a cell of a table in Markdown, and text', async () => {
    const markdown = (await check(text, 'markdown')).replaceAll(/```text\n[\s\S]*?\n```/g, '');
    const rows = markdown.split('\n').filter((line) => line.startsWith('| '));
    for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(4);
    expect(rows).toHaveLength(5);
    expect(markdown).not.toMatch(/<|(?<!\\)\]\(|[@#]\w|:\/\/|^#(?!## [a-z-]+$)|```/m);
  });

  it('is an encoded path in SARIF, and no link', async () => {
    const { runs } = JSON.parse(await check(text, 'sarif'));
    const [{ results, tool }] = runs;
    const messages = [
      ...results.map((each: { message: unknown }) => each.message),
      ...tool.driver.rules.map((rule: { shortDescription: unknown }) => rule.shortDescription),
    ];
    for (const { text: message } of messages) expect(message).not.toContain('](');
    const uris: string[] = results.map(
      (each: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
        each.locations[0]?.physicalLocation.artifactLocation.uri,
    );
    const { stack } = systemWith(text);
    const file = relative(process.cwd(), stack[1]?.replace('small=', '') ?? '');
    for (const uri of uris) expect(uri).toMatch(/^[\w%.~!*'()/-]+$/);
    expect(uris.map((uri) => decodeURIComponent(uri))).toContain(file);
  });
});

describe('a logical id that is not alphanumeric', () => {
  it.each([
    ['a resource', { Resources: { 'A"] --> n1': { Type: 'AWS::EC2::VPC' } } }],
    ['a resource', { Resources: { '': { Type: 'AWS::EC2::VPC' } } }],
    ['a parameter', { Parameters: { 'a\u001b[31m': { Type: 'String' } }, Resources: {} }],
    ['an output', { Outputs: { 'a b': { Value: '1' } }, Resources: {} }],
  ])('is refused as the name of %s, in one line', async (_, template) => {
    const stack = `small=${files.write('names.json', template)}`;
    const { stderr, exitCode } = await runReach('graph', '--stack', stack);
    expect(stderr).toMatch(
      /^reach: .*names\.json: .* "[^\n]*" is not alphanumeric \(A-Za-z0-9\) \[REACH_TEMPLATE_SHAPE\]\n$/,
    );
    refuseActing(stderr);
    expect(exitCode).toBe(2);
  });
});
