import { setInSource } from '../../src/ledger/set-in-source.ts';

const slots = new Map([
  ['A', '10.0.0.0/24'],
  ['B', '10.0.1.0/24'],
  ['C', '10.0.2.0/24'],
]);

describe('setInSource', () => {
  it.each([
    ['appends a key that is missing', 'a: 1\n', 'a: 1\nvpc: x\n'],
    ['ends the last line before it appends', 'a: 1', 'a: 1\nvpc: x\n'],
    ['keeps the line ends of the file', 'a: 1\r\n', 'a: 1\r\nvpc: x\r\n'],
    ['fills an empty file', '', 'vpc: x\n'],
    ['fills a file of comments', '# only this\n', '# only this\nvpc: x\n'],
    [
      'replaces a value and keeps what is around it',
      '"vpc":   y   # why\na:  [1,2]\n',
      '"vpc":   x   # why\na:  [1,2]\n',
    ],
    ['leaves an equal value as it is written', "vpc: 'x' # why\n", "vpc: 'x' # why\n"],
  ])('%s', (_, source, expected) => {
    expect(setInSource(source, 'vpc', 'x')).toBe(expected);
  });

  it.each([
    [
      'appends a map on one line',
      'a: 1\n',
      'a: 1\ncidrs: { A: 10.0.0.0/24, B: 10.0.1.0/24, C: 10.0.2.0/24 }\n',
    ],
    [
      'adds to a map on one line, in its style',
      'cidrs: {A: 10.0.0.0/24,  B: "10.0.1.0/24" } # two AZs\nb: 2\n',
      'cidrs: {A: 10.0.0.0/24,  B: "10.0.1.0/24", C: 10.0.2.0/24 } # two AZs\nb: 2\n',
    ],
    [
      'adds to a map on several lines, below the comment of its last line',
      'cidrs:\n   A: 10.0.0.0/24\n   B: 10.0.1.0/24 # second\n\n# next\nb: 2\n',
      'cidrs:\n   A: 10.0.0.0/24\n   B: 10.0.1.0/24 # second\n   C: 10.0.2.0/24\n\n# next\nb: 2\n',
    ],
    [
      'adds to a map that ends the file without a line end',
      'cidrs:\n  A: 10.0.0.0/24\n  B: 10.0.1.0/24',
      'cidrs:\n  A: 10.0.0.0/24\n  B: 10.0.1.0/24\n  C: 10.0.2.0/24\n',
    ],
    [
      'fills an empty map',
      'cidrs: {} # none\n',
      'cidrs: { A: 10.0.0.0/24, B: 10.0.1.0/24, C: 10.0.2.0/24 } # none\n',
    ],
    [
      'changes one value and no other byte',
      'cidrs: { A: 10.9.0.0/24, B: 10.0.1.0/24, C: 10.0.2.0/24 }\n',
      'cidrs: { A: 10.0.0.0/24, B: 10.0.1.0/24, C: 10.0.2.0/24 }\n',
    ],
  ])('%s', (_, source, expected) => {
    expect(setInSource(source, 'cidrs', slots)).toBe(expected);
  });
});
