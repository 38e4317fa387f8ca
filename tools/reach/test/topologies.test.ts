import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Answer } from '../src/analysis/answer.ts';
import { type Change, changed, explain, loadStacks, verdictOf } from './change-system.ts';

/** What a topology's questions.yml says. */
interface Topology {
  readonly shows: string;
  readonly stacks: readonly string[];
  /** By `<stack>/<LogicalId>`, the file of the nested stack's template. */
  readonly nested?: Readonly<Record<string, string>>;
  readonly questions: readonly Expectation[];
}

interface Expected {
  readonly verdict?: Answer['verdict'];
  readonly blockedBy?: string;
  /** `<step> <at>` in order; neighbours that are alike stand once. */
  readonly hops?: readonly string[];
}

interface Expectation extends Expected {
  /** `<from> -> <to> <protocol> <port>` */
  readonly ask: string;
  /** One change each, and what the answer is then: blocked, unless a verdict is named. */
  readonly twins?: readonly (Expected & Change)[];
}

const folder = join(__dirname, 'topologies');

for (const name of readdirSync(folder)) {
  const topology: Topology = parse(readFileSync(join(folder, name, 'questions.yml'), 'utf8'));

  describe(`Topology ${name}: ${topology.shows}`, () => {
    const file = (stack: string) => join(folder, name, `${stack}.yml`);
    const system = () =>
      loadStacks(
        topology.stacks.map((stack) => [stack, file(stack)]),
        Object.entries(topology.nested ?? {}).map(([id, stack]) => [id, file(stack)]),
      );

    for (const { ask, twins = [], ...expected } of topology.questions) {
      test(`${ask} is ${expected.verdict}`, async () => {
        expectAnswer(explain(await system(), ask), expected);
        expect(verdictOf(await system(), ask)).toBe(expected.verdict);
      });

      for (const { verdict = 'blocked', blockedBy, ...change } of twins) {
        test(`${ask} is ${verdict} ${describeChange(change)}`, async () => {
          const broken = changed(await system(), change);
          expect(verdictOf(broken, ask)).toBe(verdict);
          const answer = explain(broken, ask);
          expectAnswer(answer, { verdict, ...(blockedBy === undefined ? {} : { blockedBy }) });
        });
      }
    }
  });
}

function expectAnswer(answer: Answer, { verdict, blockedBy, hops }: Expected) {
  expect({ verdict: answer.verdict, blockedBy: answer.blockedBy, hops: answer.hops }).toMatchObject(
    {
      verdict,
      ...(blockedBy === undefined ? {} : { blockedBy }),
    },
  );
  expect(answer.hops.length).toBeGreaterThan(0);
  expect(answer.hops.every(({ because }) => because.length > 0)).toBe(true);
  expect('blockedBy' in answer && answer.verdict !== 'blocked').toBe(false);
  if (!hops) return;
  const asked = answer.hops.map(({ step, at }) => `${step} ${at}`);
  expect(asked.filter((hop, index) => hop !== asked[index - 1])).toEqual(hops);
}

function describeChange({ remove, set, unset, put, value, add, resource }: Change): string {
  const without = remove ?? unset;
  if (without !== undefined) return `without ${without}`;
  const withWhat = put === undefined ? resource : value;
  return `with ${set ?? `${put ?? add} ${JSON.stringify(withWhat)}`}`;
}
