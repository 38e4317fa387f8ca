import { resolveTemplate } from './resolve-template.ts';
import type { Template } from './template.ts';

const template: Template = {
  Parameters: {
    Mode: { Type: 'String', AllowedValues: ['none', 'one', 'two'] },
    Size: { Type: 'String' },
  },
  Conditions: {
    IsOne: { 'Fn::Equals': [{ Ref: 'Mode' }, 'one'] },
    IsTwo: { 'Fn::Equals': [{ Ref: 'Mode' }, 'two'] },
    IsAny: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Mode' }, 'none'] }] },
    IsOneOrTwo: { 'Fn::Or': [{ Condition: 'IsOne' }, { Condition: 'IsTwo' }] },
    IsAnyTwo: { 'Fn::And': [{ Condition: 'IsAny' }, { Condition: 'IsTwo' }] },
  },
  Resources: {
    Always: {
      Type: 'Thing',
      Properties: {
        Size: { Ref: 'Size' },
        Other: { Ref: 'Any' },
        List: ['a', { 'Fn::If': ['IsTwo', 'b', { Ref: 'AWS::NoValue' }] }],
        Gone: { 'Fn::If': ['IsAny', { Ref: 'AWS::NoValue' }, 'kept'] },
      },
    },
    Any: { Type: 'Thing', Condition: 'IsOneOrTwo', Properties: {} },
    Two: { Type: 'Thing', Condition: 'IsAnyTwo', Properties: {} },
  },
  Outputs: { Two: { Condition: 'IsTwo', Value: { Ref: 'Two' } } },
};

describe('resolveTemplate', () => {
  it('leaves out what has a false condition, and what is AWS::NoValue', () => {
    const resolved = resolveTemplate(template, { Mode: 'one', Size: 'XL' });

    expect(Object.keys(resolved.Resources)).toEqual(['Always', 'Any']);
    expect(resolved.Outputs).toEqual({});
    expect(resolved.Resources['Always']?.Properties).toEqual({
      Size: 'XL',
      Other: { Ref: 'Any' },
      List: ['a'],
    });
  });

  it('keeps what has a true condition', () => {
    const resolved = resolveTemplate(template, { Mode: 'two', Size: 'XL' });

    expect(Object.keys(resolved.Resources)).toEqual(['Always', 'Any', 'Two']);
    expect(Object.keys(resolved.Outputs)).toEqual(['Two']);
    expect(resolved.Resources['Always']?.Properties?.['List']).toEqual(['a', 'b']);
  });

  it('refuses a missing value, a value that is not allowed, and a condition it cannot read', () => {
    expect(() => resolveTemplate(template, { Mode: 'one' })).toThrow('Size has no value');
    expect(() => resolveTemplate(template, { Mode: 'six', Size: 'XL' })).toThrow('none, one, two');
    const unreadable = { ...template, Conditions: { ...template.Conditions, IsOne: { Odd: [] } } };
    expect(() => resolveTemplate(unreadable, { Mode: 'one', Size: 'XL' })).toThrow('{"Odd":[]}');
  });
});
