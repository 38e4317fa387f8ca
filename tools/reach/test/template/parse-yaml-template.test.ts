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
    expect(parseYamlTemplate(text)).toEqual(expected);
  });

  it('leaves a date a text', () => {
    expect(parseYamlTemplate('AWSTemplateFormatVersion: 2010-09-09')).toEqual({
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
    expect(parseYamlTemplate(text)).toEqual(expected);
  });

  it.each([
    ['is not closed', "a:\n  b: 'one\n  c: 1", /Missing closing 'quote at line 3/],
    ['ends before the next', "a:\n  b: 'one\n  c: 'two'\n", /Missing closing 'quote at line 2/],
    ['has lines at its key without quotes', 'a:\n  b: one\n  two\n  c: 1', /at line 3/],
  ])('refuses text that %s', (_, text, reason) => {
    expect(() => parseYamlTemplate(text)).toThrow(reason);
  });

  it('refuses a key that stands twice', () => {
    expect(() => parseYamlTemplate('a: 1\na: 2')).toThrow(/unique/);
  });

  it('looks at no more characters than it says, however much there is to mend', () => {
    const items = Array.from({ length: 800 }, (_, index) => `  - k${index}: 'x\n  y'\n`);
    const text = `a:\n${items.join('')}`;
    expect(() => parseYamlTemplate(text, 200_000)).toThrow(/Missing closing 'quote/);
    const read = parsed.mock.calls.reduce((sum, [text]) => sum + text.length, 0);
    expect(read).toBeLessThan(200_000 + 2 * text.length);
    parsed.mockClear();
    expect(parseYamlTemplate(`a:\n${items.slice(0, 20).join('')}`)).toMatchObject({
      a: expect.arrayContaining([{ k19: 'x y' }]),
    });
  });
});
