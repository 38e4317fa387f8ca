import { CountedText } from '../../../command-line/test/support/count-reads.ts';
import { bindStacks, matchPattern } from '../../src/policy/variables.ts';

describe('matchPattern', () => {
  it.each([
    ['network', 'network', {}],
    [`network-\${stage}`, 'network-dev', { stage: 'dev' }],
    [`\${team}-network-\${stage}`, 'blue-network-dev', { team: 'blue', stage: 'dev' }],
    [`\${a}-\${b}`, 'x-y-z', { a: 'x-y', b: 'z' }],
    [`\${a}\${b}`, 'xyz', { a: 'xy', b: 'z' }],
    ['a.c', 'a.c', {}],
  ])('reads the variables of %s off %s', (pattern, name, values) => {
    expect(matchPattern(pattern, name)).toEqual(new Map(Object.entries(values)));
  });

  it.each([
    ['network', 'network-dev'],
    [`network-\${stage}`, 'network-'],
    [`network-\${stage}`, 'app-dev'],
    [`\${a}\${b}`, 'x'],
    ['a.c', 'abc'],
  ])('finds %s not in %s', (pattern, name) => {
    expect(matchPattern(pattern, name)).toBeUndefined();
  });

  it('tries no place twice, with a dozen variables in the longest name', () => {
    const variables = Array.from({ length: 12 }, (_, index) => `\${v${index}}a`).join('');
    const name = new CountedText('a'.repeat(128));
    expect(matchPattern(`${variables}X`, name.letters)).toBeUndefined();
    expect(name.reads).toBeLessThan(12 * 128 * 128 * 2);
  });
});

it('a stack that is not there is named with the values that its pattern asks for, and no others', () => {
  const policy = { version: 1 as const, stacks: { network: `\${prefix}-network` }, claims: [] };
  const given = new Map([
    ['prefix', 'blue'],
    ['apiPort', '80'],
  ]);
  expect(() => bindStacks('reach.yml', policy, ['red-network'], given)).toThrow(
    `reach.yml: stack network is \${prefix}-network with prefix=blue, and none of the given stacks is (red-network)`,
  );
});
