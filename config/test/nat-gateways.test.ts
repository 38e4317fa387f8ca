import * as v from 'valibot';
import { describeIssue } from '../describe-issue.js';
import { madeElasticIps, natProblem } from '../nat-gateways.js';
import { loadStage, type Stage } from '../stage.js';
import { stageSchema } from '../stage-schema.js';

const stage = (values: Partial<Stage>): Stage => ({ ...loadStage('dev'), ...values });
const both = { A: 'eipalloc-0a1b', B: 'eipalloc-0a1c' };

it.each<Partial<Stage>>([
  { natMode: 'none' },
  { natElasticIps: {} },
  { natElasticIps: { A: 'eipalloc-0a1b' } },
  { natMode: 'per-az', natElasticIps: both },
])('%j fits together', (values) => {
  expect(natProblem(stage(values))).toBeUndefined();
});

it.each<[Partial<Stage>, RegExp]>([
  [
    { natElasticIps: both },
    /^natElasticIps\.B: with natMode single and azs AB there is no NAT gateway in AZ B; expected A alone$/,
  ],
  [
    { natMode: 'none', natElasticIps: { A: 'eipalloc-0a1b' } },
    /^natElasticIps\.A: with natMode none .* no NAT gateway in AZ A; expected no natElasticIps$/,
  ],
  [
    { natMode: 'per-az', natElasticIps: { C: 'eipalloc-0a1b' } },
    /^natElasticIps\.C: with natMode per-az and azs AB .*; expected A, B alone$/,
  ],
  [
    { natMode: 'regional', natElasticIps: { A: 'eipalloc-0a1b' } },
    /^natElasticIps: a regional NAT gateway finds its addresses itself; expected natMode per-az or single for/,
  ],
  [
    { natMode: 'per-az', natElasticIps: { A: 'eipalloc-0a1b', B: 'eipalloc-0a1b' } },
    /^natElasticIps: A and B are both eipalloc-0a1b; expected an address of its own for each$/,
  ],
])('%j is one line', (values, line) => {
  expect(natProblem(stage(values))).toMatch(line);
});

it.each([
  [{ A: '203.0.113.7' }, 'A: found "203.0.113.7", expected the id of an Elastic IP (eipalloc-…)'],
  [{ D: 'eipalloc-0a1b' }, 'D: unknown key; there are: A, B, C'],
])('%j is told where it is wrong', (natElasticIps, line) => {
  const { issues = [] } = v.safeParse(stageSchema, { ...stage({}), natElasticIps });
  expect(issues.map((issue) => describeIssue(issue, stageSchema))).toEqual([
    `natElasticIps.${line}`,
  ]);
});

it('an address is made for each gateway that has none of the stage file', () => {
  const made = (values: Partial<Stage>) => madeElasticIps(stage(values), ['A', 'B']);
  expect(made({ natMode: 'none' })).toEqual([]);
  expect(made({ natMode: 'regional' })).toEqual([]);
  expect(made({})).toEqual(['A']);
  expect(made({ natMode: 'per-az', natElasticIps: { A: 'eipalloc-0a1b' } })).toEqual(['B']);
  expect(made({ natElasticIps: { A: 'eipalloc-0a1b' } })).toEqual([]);
});
