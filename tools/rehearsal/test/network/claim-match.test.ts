import { claimMatch } from '../../src/network/compare-with-reach.ts';

const match = { asked: 9, reachable: 2, unaddressed: 3, unknown: 1, differences: [] };

test('where reach and packets agree, the figures say how much reach knows', () => {
  expect(claimMatch(match)).toBe(
    '9 connections: 2 come about, 3 have no address to go to, 1 are unknown to reach',
  );
});

test.each([
  { ...match, reachable: 0, unknown: 9 },
  { ...match, asked: 0, reachable: 0, unknown: 0 },
])('agreeing about nothing that comes about is a broken claim', (nothing) => {
  expect(() => claimMatch(nothing)).toThrow('expected some that come about');
});

test('the first difference is the broken claim', () => {
  const difference = {
    from: 'a',
    to: 'b',
    port: 80,
    verdict: 'reachable',
    packets: 'no',
    rules: [],
    claims: ['callers-reach'],
  } as const;
  expect(() => claimMatch({ ...match, differences: [difference] })).toThrow(
    'callers-reach: a to b on 80: reach says reachable, packets no',
  );
});
