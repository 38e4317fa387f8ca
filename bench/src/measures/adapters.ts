import { bundlePeer } from '../measuring/bundles.ts';
import { runProgram } from '../measuring/children.ts';
import { childProgram } from '../measuring/places.ts';
import { figures, type Report } from '../measuring/report.ts';
import { inRuns, medianOf, type Run, ratioOf } from '../measuring/rounds.ts';

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

interface Outcome {
  readonly wrong: Readonly<Record<string, readonly string[]>>;
  readonly run: Run;
}

/** CPU of one ALB event through each adapter. */
export async function measureAdapters(): Promise<Report> {
  const bundles: string[] = [];
  for (const name of ADAPTERS) bundles.push(await bundlePeer('adapters', name));
  let wrong: Outcome['wrong'] = {};
  const runs = await inRuns(async () => {
    const args = [childProgram('alb-adapters'), String(ROUNDS), ...bundles];
    const { stdout } = await runProgram(process.execPath, args);
    const outcome: Outcome = JSON.parse(stdout);
    wrong = outcome.wrong;
    return outcome.run;
  });
  const own = (metric: string, base: string) => ratioOf(runs, metric, 'own', base).median;
  const lessThanHono = (metric: string) => ratioOf(runs, metric, 'hono', 'own').median;
  return {
    title: 'CPU per ALB event',
    note: 'The whole handler, without validation and logging: two routes, the same trivial work in each adapter. Microseconds of CPU time of the process; each event is used once.',
    columns: ['adapter', 'GET µs', '× bare', 'POST µs', '× bare', 'less than hono, GET', 'POST'],
    rows: ADAPTERS.map((name) => [
      name,
      figures(medianOf(runs, 'GET', name)),
      figures(ratioOf(runs, 'GET', name, 'bare')),
      figures(medianOf(runs, 'POST', name)),
      figures(ratioOf(runs, 'POST', name, 'bare')),
      figures(ratioOf(runs, 'GET', 'hono', name)),
      figures(ratioOf(runs, 'POST', 'hono', name)),
    ]),
    remarks: ADAPTERS.flatMap((name) =>
      (wrong[name] ?? []).map((mistake) => `${name} answers wrongly: \`${mistake}\``),
    ),
    targets: [
      { name: 'GET', value: own('GET', 'bare'), reach: { atMost: 2 }, unit: '× bare' },
      { name: 'POST', value: own('POST', 'bare'), reach: { atMost: 1.7 }, unit: '× bare' },
      ...['GET', 'POST'].map((metric) => ({
        name: `${metric}, CPU of hono`,
        value: lessThanHono(metric),
        reach: { atLeast: 15 },
        unit: '× ours',
      })),
    ],
  };
}
