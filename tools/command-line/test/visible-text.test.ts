import { visibleJson, visibleText } from '../src/visible-text.js';

describe('visibleText', () => {
  it.each([
    ['a line break', 'a\nb', 'a\\u000ab'],
    ['a carriage return', 'safe\rreachable', 'safe\\u000dreachable'],
    ['a colour', '\u001b[31mred', '\\u001b[31mred'],
    ['a C1 control', '\u009b2J', '\\u009b2J'],
    ['a mark that turns the reading', 'a\u202eb', 'a\\u202eb'],
    ['a character without width', 'web\u200b', 'web\\u200b'],
    ['half of a pair', 'a\ud800', 'a\\ud800'],
    ['an order to GitHub Actions', '  ::error::x', '  \\u003a:error::x'],
    ['an older order to GitHub Actions', 'a ##[error]x', 'a #\\u0023[error]x'],
    [
      'an order to Azure Pipelines',
      'x ##vso[task.setvariable]y',
      'x #\\u0023vso[task.setvariable]y',
    ],
  ])('shows %s instead of letting it act', (_, text, expected) => {
    expect(visibleText(text)).toBe(expected);
  });

  it('leaves other text as it is', () => {
    const text = 'größer — 网络 😀 AWS::EC2::VPC, a::b ## [x] \\n';
    expect(visibleText(text)).toBe(text);
  });
});

describe('visibleJson', () => {
  it('is the same data, without a character that acts', () => {
    const data = { says: '\u009b\u202e##[group]x\u007f', list: ['a\n::error::'] };
    const json = visibleJson(data);
    expect(JSON.parse(json)).toEqual(data);
    expect(json).not.toMatch(/[\u007f-\u009f\u202e]|##\[/);
  });
});
