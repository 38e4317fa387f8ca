import { parseYamlTemplate } from '../../src/template/parse-yaml-template.ts';

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

  it('refuses a key that stands twice', () => {
    expect(() => parseYamlTemplate('a: 1\na: 2')).toThrow(/unique/);
  });
});
