import { parseDocument } from 'yaml';
import { repeatedKeys } from '../../src/template/repeated-keys.ts';

const keysOf = (text: string) =>
  repeatedKeys(parseDocument(text, { uniqueKeys: false })).map(({ name }) => name);

describe('repeatedKeys', () => {
  it('names each key as often as it is repeated in one mapping', () => {
    expect(keysOf('a: {b: 1, b: 2, c: 1}\nd: {b: 1}\na: 1\na: 2')).toEqual(['a', 'a', 'b']);
  });

  it('refuses an alias in a circle, and takes one of another thing of that name', () => {
    expect(() => keysOf('a: &a\n  b: [*a]')).toThrow('*a stands in what it names');
    expect(keysOf('a: &a {b: &a 1, c: *a}')).toEqual([]);
  });

  it('takes a thousand aliases, and not one more', () => {
    const aliases = (count: number) => `a: &a 1\nb: [${Array(count).fill('*a').join(', ')}]`;
    expect(keysOf(aliases(1_000))).toEqual([]);
    expect(() => keysOf(aliases(1_001))).toThrow('more than 1000 aliases');
  });
});
