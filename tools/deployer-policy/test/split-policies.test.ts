import { splitPolicies } from '../src/split-policies.ts';
import type { Statement } from '../src/subject.ts';

const statement = (Sid: string, actions: number): Statement => ({
  Sid,
  Effect: 'Allow',
  Action: Array.from({ length: actions }, (_, n) => `service:Action${String(n).padStart(12, '0')}`),
  Resource: ['*'],
});

it('statements that fit are one policy', () => {
  expect(splitPolicies([statement('A', 10), statement('B', 10)])).toHaveLength(1);
});

it('statements that do not fit together are two, with nothing lost', () => {
  const policies = splitPolicies([statement('A', 150), statement('B', 150)]);
  expect(policies.flat().map(({ Sid }) => Sid)).toEqual(['A', 'B']);
  expect(policies).toHaveLength(2);
});

it('a statement that is too large alone is halved by its actions', () => {
  const parts = splitPolicies([statement('Big', 300)]).flat();
  expect(parts.map(({ Sid }) => Sid)).toEqual(['BigA', 'BigB']);
  expect(parts.flatMap(({ Action }) => Action)).toEqual(statement('Big', 300).Action);
});

it('more than a role can have is refused', () => {
  const many = Array.from({ length: 11 }, (_, n) => statement(`S${n}`, 150));
  expect(() => splitPolicies(many)).toThrow(/takes 11 managed policies.*at most 10/);
});
