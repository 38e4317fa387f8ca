import { shortened, shortStackNames } from '../../src/picture/short-names.ts';

describe('short names of stacks', () => {
  it.each([
    [
      ['app-network-dev', 'app-api-dev'],
      ['network', 'api'],
    ],
    [
      ['app-network-dev', 'app-network-api-dev'],
      ['', 'api'],
    ],
    [['app'], ['']],
    [
      ['network', 'api'],
      ['network', 'api'],
    ],
  ])('of %j are %j', (stacks, expected) => {
    expect([...shortStackNames(stacks).values()]).toEqual(expected);
  });
});

it('a long name is cut, and what would act on a reader is visible', () => {
  expect(shortened('a'.repeat(100))).toHaveLength(34);
  expect(shortened('left\u202eright')).toBe('left\\u202eright');
});
