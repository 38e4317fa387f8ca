import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { covers, readExceptions } from '../src/exceptions.ts';

describe('readExceptions', () => {
  let directory: string;
  let file: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'exceptions-'));
    file = join(directory, 'exceptions.yml');
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const read = (content: string) => {
    writeFileSync(file, content);
    return () => readExceptions(file);
  };

  it('reads a list', () => {
    const text =
      '[{ rule: W3005, service: all, stages: [dev], resources: all, reason: It comes from osls itself. }]';

    expect(read(text)()).toEqual([
      {
        rule: 'W3005',
        service: 'all',
        stages: ['dev'],
        resources: 'all',
        reason: 'It comes from osls itself.',
      },
    ]);
  });

  const entry = (over: string) =>
    `[{ rule: W3005, service: all, stages: all, resources: all, reason: It comes from osls itself., ${over} }]`;

  it.each([
    ['YAML that does not end', '[{', /is not readable YAML/],
    ['something else than a list', 'rule: W3005', /the file: found Object, expected a list/],
    ['a missing reason', '[{ rule: W3005, service: all, stages: all, resources: all }]', /reason/],
    [
      'a reason that says nothing',
      '[{ rule: W3005, service: all, stages: all, resources: all, reason: because }]',
      /0\.reason: found 7, expected a sentence that says why/,
    ],
    ['an unknown key', entry('ticket: 7'), /0\.ticket/],
    ['an optional that is not true', entry('optional: false'), /0\.optional/],
    [
      'a rule of neither tool',
      '[{ rule: w3, service: all, stages: all, resources: all, reason: It comes from osls itself. }]',
      /0\.rule: found "w3", expected the id of a rule/,
    ],
    [
      'a stage that is no list',
      '[{ rule: W3005, service: all, stages: dev, resources: all, reason: It comes from osls itself. }]',
      /0\.stages: found "dev", expected all, or a list of stages/,
    ],
  ])('refuses %s in one line', (_, content, message) => {
    expect(read(content)).toThrow(message);
    expect(read(content)).not.toThrow(/\n/);
  });

  it('refuses a file that is not there', () => {
    expect(() => readExceptions(file)).toThrow(/exceptions\.yml is not readable YAML: .*ENOENT/);
  });
});

describe('covers', () => {
  const finding = {
    tool: 'cfn-lint' as const,
    rule: 'W3005',
    service: 'network',
    stage: 'dev',
    resource: 'OneLogGroup',
    message: '',
  };

  it.each([
    ['*LogGroup', true],
    ['One*', true],
    ['LogGroup', false],
    ['One(LogGroup', false],
    ['OneLogGrou.', false],
    [`${'*o'.repeat(100)}x`, false],
  ])(
    'takes %s for a logical id in which * is any text, and nothing else is',
    (pattern, expected) => {
      const reason = 'It comes from osls itself.';
      const named = {
        rule: 'W3005',
        service: 'all',
        stages: ['dev'],
        resources: [pattern],
        reason,
      };
      expect(covers(named, finding)).toBe(expected);
    },
  );
});
