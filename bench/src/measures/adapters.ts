import * as v from 'valibot';
import { bundlePeer } from '../measuring/bundles.ts';
import { Child } from '../measuring/children.ts';
import { childProgram } from '../measuring/places.ts';
import { figures, type Report } from '../measuring/report.ts';
import { inRuns, interleave, medianOf, type Run, ratioOf } from '../measuring/rounds.ts';

const ADAPTERS = [
  'bare',
  'own',
  'middy',
  'hono',
  'fastify',
  'powertools',
  'serverless-http',
  'serverless-express',
] as const;
const ROUNDS = 31;

const mistakesSchema = v.array(v.string());
const sampleSchema = v.record(v.string(), v.number());

/** CPU of one ALB event through each adapter. */
export async function measureAdapters(): Promise<Report> {
  const bundles: Record<string, string> = {};
  for (const name of ADAPTERS) bundles[name] = await bundlePeer('adapters', name);
  const remarks = new Set<string>();
  const runs = await inRuns(async () => {
    const { mistakes, run } = await measureOnce(bundles);
    for (const mistake of mistakes) remarks.add(mistake);
    return run;
  });
  const own = (metric: string) => medianOf(runs, metric, 'own').median;
  const lessThanHono = (metric: string) => ratioOf(runs, metric, 'hono', 'own').median;
  return {
    title: 'CPU per ALB event',
    note: 'The whole handler, without validation and logging: two routes, the same trivial work in each adapter. Microseconds of CPU time; each event is used once. Each adapter has a process to itself, as on Lambda, with the bare handler beside it: in one process the peers disturb each other, and with `serverless-http` a GET of ours costs up to twice as much.',
    columns: ['adapter', 'GET µs', '× bare', 'POST µs', '× bare', 'less than hono, GET', 'POST'],
    rows: ADAPTERS.map((name) => [
      name,
      figures(medianOf(runs, 'GET', name)),
      figures(medianOf(runs, 'GET × bare', name)),
      figures(medianOf(runs, 'POST', name)),
      figures(medianOf(runs, 'POST × bare', name)),
      figures(ratioOf(runs, 'GET', 'hono', name)),
      figures(ratioOf(runs, 'POST', 'hono', name)),
    ]),
    remarks: [...remarks],
    targets: [
      { name: 'GET', value: own('GET × bare'), reach: { atMost: 2 }, unit: '× bare' },
      { name: 'POST', value: own('POST × bare'), reach: { atMost: 1.7 }, unit: '× bare' },
      ...['GET', 'POST'].map((metric) => ({
        name: `${metric}, CPU of hono`,
        value: lessThanHono(metric),
        reach: { atLeast: 15 },
        unit: '× ours',
      })),
    ],
  };
}

async function measureOnce(
  bundles: Readonly<Record<string, string>>,
): Promise<{ readonly mistakes: readonly string[]; readonly run: Run }> {
  const adapters = new Map<string, Child>();
  const mistakes: string[] = [];
  for (const [name, bundle] of Object.entries(bundles)) {
    const program = childProgram('alb-adapter');
    const { child, said } = await Child.start(program, [bundle, bundles['bare'] ?? '']);
    adapters.set(name, child);
    const found = v.parse(mistakesSchema, said);
    mistakes.push(...found.map((mistake) => `${name} answers wrongly: \`${mistake}\``));
  }
  const run = await interleave([...adapters.keys()], ROUNDS, async (name) =>
    v.parse(sampleSchema, await adapters.get(name)?.ask({})),
  );
  await Promise.all([...adapters.values()].map((child) => child.stop()));
  return { mistakes, run };
}
