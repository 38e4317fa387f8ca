import * as v from 'valibot';
import { bundlePeer } from '../measuring/bundles.ts';
import { Child } from '../measuring/children.ts';
import type { LoadTask } from '../measuring/load.ts';
import { childProgram } from '../measuring/places.ts';
import { figure, figures, type Report } from '../measuring/report.ts';
import { inRuns, interleave, medianOf, type Run, ratioOf } from '../measuring/rounds.ts';

const CLIENTS = ['pool', 'own', 'node-http', 'fetch', 'axios', 'got'] as const;
const ROUNDS = 11;
const SLICE_MS = 250;
const CONCURRENCY = { 'c=1': 1, 'c=50': 50 } as const;

const resultSchema = v.record(v.string(), v.number());

/** Calls of a server in its own process; one process per client, in turns. */
export async function measureClients(): Promise<Report> {
  const bundles: Record<string, string> = {};
  for (const name of CLIENTS) bundles[name] = await bundlePeer('clients', name);
  const runs = await inRuns(() => measureOnce(bundles));
  const ratio = (metric: string, name: string) => ratioOf(runs, metric, name, 'pool');
  return {
    title: 'Clients',
    note: 'Calls of a server on the loopback address, in its own process; all send the same request. `pool` is undici’s bare `Pool.request` with a JSON parse: the limit. `own` has deadline, schema, size cap and bounded waiting on; the others have none of them.',
    columns: [
      'client',
      'c=1 × pool',
      'p50 / p99 µs',
      'c=50 calls/s',
      'c=50 × pool',
      'p50 / p99 µs',
      'CPU µs/call',
      'CPU × pool',
    ],
    rows: CLIENTS.map((name) => [
      name,
      figures(ratio('c=1 callsPerSecond', name)),
      percentiles(runs, 'c=1', name),
      figure(medianOf(runs, 'c=50 callsPerSecond', name).median),
      figures(ratio('c=50 callsPerSecond', name)),
      percentiles(runs, 'c=50', name),
      figure(medianOf(runs, 'c=50 cpuMicros', name).median),
      figures(ratio('c=50 cpuMicros', name)),
    ]),
    targets: [
      {
        name: 'client, 1 call at a time',
        value: ratio('c=1 callsPerSecond', 'own').median,
        reach: { atLeast: 0.95 },
        unit: '× bare Pool',
      },
      {
        name: 'client, 50 at a time',
        value: ratio('c=50 callsPerSecond', 'own').median,
        reach: { atLeast: 0.95 },
        unit: '× bare Pool',
      },
      {
        name: 'client, 50 at a time',
        value: ratioOf(runs, 'c=50 callsPerSecond', 'own', 'fetch').median,
        reach: { atLeast: 5 },
        unit: '× fetch',
      },
    ],
  };
}

async function measureOnce(bundles: Readonly<Record<string, string>>): Promise<Run> {
  const { child: upstream, said: origin } = await Child.start(childProgram('upstream'));
  const clients = new Map<string, Child>();
  for (const [name, bundle] of Object.entries(bundles)) {
    const { child } = await Child.start(childProgram('client-load'), [bundle, String(origin)]);
    clients.set(name, child);
  }
  const sample = async (name: string) => {
    const metrics: Record<string, number> = {};
    for (const [label, concurrent] of Object.entries(CONCURRENCY)) {
      const task: LoadTask = { concurrent, milliseconds: SLICE_MS };
      const result = v.parse(resultSchema, await clients.get(name)?.ask(task));
      for (const [metric, value] of Object.entries(result)) metrics[`${label} ${metric}`] = value;
    }
    return metrics;
  };
  for (const name of clients.keys()) await sample(name); // warm-up
  const run = await interleave([...clients.keys()], ROUNDS, sample);
  await Promise.all([upstream, ...clients.values()].map((child) => child.stop()));
  return run;
}

function percentiles(runs: readonly Run[], label: string, name: string): string {
  const [p50, p99] = ['p50Micros', 'p99Micros'].map(
    (metric) => medianOf(runs, `${label} ${metric}`, name).median,
  );
  return `${figure(p50 ?? 0)} / ${figure(p99 ?? 0)}`;
}
