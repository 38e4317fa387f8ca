import { parseDocument } from 'yaml';
import { parseYamlTemplate } from '../../src/template/parse-yaml-template.ts';

jest.mock('yaml', () => {
  const yaml = jest.requireActual('yaml');
  return { ...yaml, parseDocument: jest.fn(yaml.parseDocument) };
});
const parsed = jest.mocked(parseDocument);
const { parseDocument: actual } = jest.requireActual<typeof import('yaml')>('yaml');
beforeEach(() => {
  parsed.mockImplementation(actual);
});

describe('Function: parseYamlTemplate', () => {
  it.each([
    ['a scalar', '!Ref Vpc', { Ref: 'Vpc' }],
    ['an attribute', '!GetAtt Vpc.CidrBlock', { 'Fn::GetAtt': 'Vpc.CidrBlock' }],
    ['a list', "!Join [',', [!Ref A, b]]", { 'Fn::Join': [',', [{ Ref: 'A' }, 'b']] }],
    ['a mapping', '!ImportValue {Fn::Sub: a}', { 'Fn::ImportValue': { 'Fn::Sub': 'a' } }],
    [
      'tags on lines of their own',
      '!Split\n  - ","\n  - !ImportValue a',
      { 'Fn::Split': [',', { 'Fn::ImportValue': 'a' }] },
    ],
    [
      'a condition',
      '!And [!Condition A, !Not [!Condition B]]',
      { 'Fn::And': [{ Condition: 'A' }, { 'Fn::Not': [{ Condition: 'B' }] }] },
    ],
  ])('writes out the short tag of %s', (_, text, expected) => {
    expect(parseYamlTemplate(text).data).toEqual(expected);
  });

  it('leaves a date a text', () => {
    expect(parseYamlTemplate('AWSTemplateFormatVersion: 2010-09-09').data).toEqual({
      AWSTemplateFormatVersion: '2010-09-09',
    });
  });

  it.each([
    ['its key', "a:\n  b: 'one\n  two'\n  c: 1", { a: { b: 'one two', c: 1 } }],
    ['the margin', "a:\n  b: 'one\n\ntwo'\n  c: 1", { a: { b: 'one\ntwo', c: 1 } }],
    ['its key, in CRLF', "a:\r\n  b: 'one\r\n  two'\r\n  c: 1", { a: { b: 'one two', c: 1 } }],
    [
      'its key, with quotes inside',
      'a:\n  b: "{\n  \\"x\\": 1\\\n  }"\n  c: \'it\n  \'\'s\'',
      { a: { b: '{ "x": 1}', c: "it 's" } },
    ],
    [
      'its key, in a list',
      'a:\n  - !Sub "one\n  two"\n  - 1',
      { a: [{ 'Fn::Sub': 'one two' }, 1] },
    ],
  ])('reads quoted text that goes on at %s', (_, text, expected) => {
    expect(parseYamlTemplate(text).data).toEqual(expected);
  });

  // What PyYAML, by which CloudFormation's own tools read, makes of them.
  it.each([
    ['one empty line', 'a: "one\\\n\n  two"', { a: 'one\ntwo' }],
    ['two of them', 'a: "one\\\n\n \n  two"', { a: 'one\n\ntwo' }],
    ['one in CRLF', 'a: "one\\\r\n\r\n  two"', { a: 'one\ntwo' }],
    ['one, in a text with a tag', 'a: !Sub "one\\\n\n  two"', { a: { 'Fn::Sub': 'one\ntwo' } }],
    ['one that goes on at the margin', 'a:\n  b: "one\\\n\ntwo"', { a: { b: 'one\ntwo' } }],
    ['no empty line', 'a: "one\\\n  two"', { a: 'onetwo' }],
    ['an escaped backslash before it', 'a: "one\\\\\n\n  two"', { a: 'one\\\ntwo' }],
    ['one in a block of text', 'a: |-\n  one\\\n\n  two', { a: 'one\\\n\ntwo' }],
  ])('keeps after an escaped line break %s', (_, text, expected) => {
    expect(parseYamlTemplate(text).data).toEqual(expected);
  });

  it.each([
    ['is not closed', "a:\n  b: 'one\n  c: 1", /Missing closing 'quote at line 3/],
    ['ends before the next', "a:\n  b: 'one\n  c: 'two'\n", /Missing closing 'quote at line 2/],
    ['has lines at its key without quotes', 'a:\n  b: one\n  two\n  c: 1', /at line 3/],
  ])('refuses text that %s', (_, text, reason) => {
    expect(() => parseYamlTemplate(text)).toThrow(reason);
  });

  it.each([
    ['its key', 'a:\n  b: "one\\\n  two"\n  c: 1', { a: { b: 'onetwo', c: 1 } }],
    ['the margin', 'a:\n  b: "one\\\ntwo"\n  c: 1', { a: { b: 'onetwo', c: 1 } }],
    ['a space', 'a:\n  b: "one\\\n  \\  two"\n  c: 1', { a: { b: 'one  two', c: 1 } }],
    ['a tag', 'a:\n  - !Sub "one\\\n  two"\n  - 1', { a: [{ 'Fn::Sub': 'onetwo' }, 1] }],
  ])('reads an escaped line break that goes on at %s', (_, text, expected) => {
    expect(parseYamlTemplate(text).data).toEqual(expected);
  });

  it.each([
    ['its key', 'a:\n  b: [{\n    x: 1\n  }]\n  c: 2', { a: { b: [{ x: 1 }], c: 2 } }],
    ['the margin', 'a: [\n1\n]\nb: 2', { a: [1], b: 2 }],
    ['its key, with its items', 'a:\n  b: [1,\n  2,\n  3\n  ]\n', { a: { b: [1, 2, 3] } }],
    [
      'its key, after a tag',
      'a:\n  b: !If [A,\n  x,\n  y]\n',
      { a: { b: { 'Fn::If': ['A', 'x', 'y'] } } },
    ],
    ['its key, within another', 'a:\n  b: {c: [\n  1\n  ]}\n', { a: { b: { c: [1] } } }],
  ])('reads a bracket that closes at %s', (_, text, expected) => {
    expect(parseYamlTemplate(text).data).toEqual(expected);
  });

  it.each([
    ['is not closed', 'a:\n  b: [1,\n  2\n  c: 1'],
    ['is closed by another one', 'a:\n  b: [1\n  }\n'],
  ])('refuses a bracket that %s', (_, text) => {
    expect(() => parseYamlTemplate(text)).toThrow();
  });

  it('takes the last of two equal keys, and says so', () => {
    const { data, warnings } = parseYamlTemplate('a: 1\nb: { c: 1, c: 2 }\na: 3');
    expect(data).toEqual({ a: 3, b: { c: 2 } });
    expect(warnings).toEqual([
      'key a stands twice in a mapping, and the last one counts',
      'key c stands twice in a mapping, and the last one counts',
    ]);
  });

  it('says nothing about equal keys of two mappings', () => {
    expect(parseYamlTemplate('a: { c: 1 }\nb: { c: 1 }').warnings).toEqual([]);
  });

  it('looks at no more characters than it says, however much there is to mend', () => {
    const items = Array.from({ length: 800 }, (_, index) => `  - k${index}: 'x\n  y'\n`);
    const text = `a:\n${items.join('')}`;
    expect(() => parseYamlTemplate(text, 200_000)).toThrow(/Missing closing 'quote/);
    const read = parsed.mock.calls.reduce((sum, [text]) => sum + text.length, 0);
    expect(read).toBeLessThan(200_000 + 2 * text.length);
    parsed.mockClear();
    expect(parseYamlTemplate(`a:\n${items.slice(0, 20).join('')}`)).toMatchObject({
      data: { a: expect.arrayContaining([{ k19: 'x y' }]) },
    });
  });
});
