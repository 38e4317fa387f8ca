import { countSatisfied } from '../../src/network/ask-claims.ts';

const claim = { id: 'hop', says: 'The hop works.', findings: [] };
const satisfied = { ...claim, outcome: 'satisfied' } as const;

test('claims that are made are counted, and absent ones are not', () => {
  expect(countSatisfied([satisfied, { ...claim, outcome: 'absent' }, satisfied])).toBe(2);
});

test.each(['violated', 'undecided'] as const)('one that is %s is a broken claim', (outcome) => {
  const findings = [{ outcome, message: 'a reaches b' }];
  expect(() => countSatisfied([satisfied, { ...claim, outcome, findings }])).toThrow(
    `claim hop of reach.yml is ${outcome}: a reaches b`,
  );
});
