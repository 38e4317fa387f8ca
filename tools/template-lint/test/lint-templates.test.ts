import type { PackagedTemplate } from '@private-lambda/packaging/package-templates';
import { type Exception, exceptionsOf } from '../src/exceptions.ts';
import type { Finding } from '../src/finding.ts';
import { judge } from '../src/lint-templates.ts';
import { parseCfnLint } from '../src/run-cfn-lint.ts';
import { parseCheckov } from '../src/run-checkov.ts';

const finding = (over: Partial<Finding> = {}): Finding => ({
  tool: 'checkov',
  rule: 'CKV_AWS_18',
  service: 'network',
  stage: 'dev',
  resource: 'Bucket',
  message: 'Ensure the bucket\nhas logs',
  ...over,
});

const exception = (over: Partial<Exception> = {}): Exception => ({
  rule: 'CKV_AWS_18',
  service: 'network',
  stages: ['dev'],
  resources: ['Bucket'],
  reason: 'It holds build artifacts only.',
  ...over,
});

it('an exception of a service that is not there is not asked for', () => {
  const [all, gone] = [exception({ service: 'all' }), exception({ service: 'ecs-caller' })];
  expect(exceptionsOf([{ service: 'network' }], [exception(), all, gone])).toEqual([
    exception(),
    all,
  ]);
});

describe('judge', () => {
  it('has no problem when every finding is covered and every exception is needed', () => {
    expect(judge([finding()], [exception()]).problems).toEqual([]);
  });

  it('shows tool, rule, service-stage, resource and message of a finding without exception', () => {
    expect(judge([finding()], []).problems).toEqual([
      'checkov CKV_AWS_18 network-dev Bucket: Ensure the bucket has logs',
    ]);
  });

  it.each<[string, Partial<Finding>]>([
    ['rule', { rule: 'CKV_AWS_19' }],
    ['service', { service: 'public-caller' }],
    ['stage', { stage: 'prod' }],
    ['resource', { resource: 'OtherBucket' }],
  ])('does not cover a finding of another %s', (_, over) => {
    expect(judge([finding(), finding(over)], [exception()]).problems).toHaveLength(1);
  });

  it('covers every service, stage and resource by "all"', () => {
    const all = exception({ service: 'all', stages: 'all', resources: 'all' });
    const findings = [finding(), finding({ service: 'a', stage: 'prod', resource: 'Other' })];

    expect(judge(findings, [all]).problems).toEqual([]);
  });

  it.each<[string, Finding[], Partial<Exception>, string]>([
    ['nothing at all', [], {}, 'nothing is found any more'],
    ['a stage it lists', [finding()], { stages: ['dev', 'prod'] }, 'stage prod'],
    ['a resource it lists', [finding()], { resources: ['Bucket', 'Gone'] }, 'resource Gone'],
  ])('says that an exception is no longer needed: %s', (_, findings, over, expected) => {
    const { problems } = judge(findings, [exception(over)]);

    expect(problems).toEqual([expect.stringMatching(`^exception no longer needed: .*${expected}`)]);
  });

  it('asks nobody to remove an optional exception, which covers all the same', () => {
    const optional = exception({ optional: true });
    expect(judge([], [optional]).problems).toEqual([]);
    expect(judge([finding()], [optional]).problems).toEqual([]);
  });
});

const templates: PackagedTemplate[] = [
  {
    service: 'network',
    stage: 'dev',
    stackName: 'network-dev',
    templateFile: '/t.json',
    parameters: {},
  },
];

describe('parseCfnLint', () => {
  const output = (path: (string | number)[] | null) =>
    JSON.stringify([
      {
        Filename: '/t.json',
        Message: 'Obsolete DependsOn',
        Location: { Path: path },
        Rule: { Id: 'W3005' },
      },
    ]);

  it.each([
    [['Resources', 'Route', 'DependsOn', 0], 'Route'],
    [['Parameters', 'Azs'], 'Parameters.Azs'],
    [null, 'template'],
  ])('reads the place %j as %s', (path, resource) => {
    expect(parseCfnLint(output(path), '', templates)).toEqual([
      {
        tool: 'cfn-lint',
        rule: 'W3005',
        service: 'network',
        stage: 'dev',
        resource,
        message: 'Obsolete DependsOn',
      },
    ]);
  });

  it('refuses output that is no list of findings', () => {
    expect(() => parseCfnLint('', 'it broke', templates)).toThrow('it broke');
  });
});

describe('parseCheckov', () => {
  const summary = { resource_count: 2, parsing_errors: 0 };
  const failed = {
    check_id: 'CKV_AWS_18',
    check_name: 'Ensure logs',
    file_abs_path: '/t.json',
    resource: 'AWS::S3::Bucket.Bucket',
  };

  it('reads failed checks', () => {
    const output = JSON.stringify({ results: { failed_checks: [failed] }, summary });

    expect(parseCheckov(output, '', templates)).toEqual([finding({ message: 'Ensure logs' })]);
  });

  it.each([
    ['a summary alone, which is what an unreadable template gives', { summary }],
    [
      'a parsing error',
      { results: { failed_checks: [] }, summary: { ...summary, parsing_errors: 1 } },
    ],
  ])('refuses %s', (_, output) => {
    expect(() => parseCheckov(JSON.stringify(output), '', templates)).toThrow('no findings');
  });
});
