import { setTimeout as sleep } from 'node:timers/promises';
import { say } from '@private-lambda/command-line/say';
import { figure, figures, type Report } from '../measuring/report.ts';
import { inRuns, interleave, medianOf, type Run, ratioOf } from '../measuring/rounds.ts';
import { type Counted, LoadClients } from './load-clients.ts';
import { clientsProgram, type ServerName, ServerUnderLoad } from './server-under-load.ts';
import { type Condition, conditions, LoadUpstream } from './upstream.ts';

const FEW = 100;
const MANY = 1_000;
const ROUNDS = 1;
const SLICE_MS = 3_000;
/** Answers of the healthy protected API before anything is counted. */
const WARM_UP_ANSWERS = 4_000;
/** Milliseconds for what was asked before the protected API changed its condition. */
const SETTLE_MS = 500;

interface Subject {
  readonly server: ServerName;
  readonly condition: Condition;
  readonly connections: number;
}

const subjects = new Map<string, Subject>();
for (const [server, condition] of [
  ['own', 'healthy'],
  ['bare', 'healthy'],
  ['own', 'slow'],
  ['own', 'hanging'],
  ['own', 'flapping'],
  ['bare', 'flapping'],
] as const) {
  for (const connections of [FEW, MANY]) {
    subjects.set(nameOf(server, condition, connections), { server, condition, connections });
  }
}

/** Clients that ask again at once, few and many of them, beside a server that does nothing else. */
export async function measureGoodput(): Promise<Report> {
  const [upstream, clients] = await Promise.all([
    new LoadUpstream().start(),
    LoadClients.start(clientsProgram),
  ]);
  const runs = await inRuns(() =>
    interleave([...subjects.keys()], ROUNDS, async (name) => {
      const subject = subjects.get(name);
      if (subject === undefined) throw new TypeError(name);
      return measureOnce(subject, upstream, clients);
    }),
  );
  await Promise.all([upstream.stop(), clients.stop()]);
  const kept = (condition: Condition) =>
    ratioOf(runs, 'goodPerCpu', nameOf('own', condition, MANY), nameOf('own', condition, FEW))
      .median;
  const clientsCpu = Math.max(
    ...[...subjects.keys()].map((name) => medianOf(runs, 'clientsCpu', name).median),
  );
  return {
    title: 'Goodput',
    note: `Clients that post an item again as soon as they are answered, for ${SLICE_MS / 1000} s on a fresh server, after all of them are connected and it has given ${WARM_UP_ANSWERS} answers. Good answers are those with 200. A CPU second is one of the server’s process, so that what else runs on the machine counts less; ratios are of those. \`bare\` is \`node:http\` and undici’s Pool by hand, for this one request, without limits, deadline, schema or log (bench/peers/servers/bare.ts). Health is how long one health check on a new connection takes that begins with the counting; a figure above ${SLICE_MS} means that it was answered only after the load. Beside 1,000 clients it is one connection more than there may be, so that the server closes others after their answers: these are counted as without an answer. Memory is the highest resident memory of the process, in MB. The clients have a process of their own, which took ${figure(clientsCpu)} of a core at most.`,
    columns: [
      'server',
      'the protected API',
      'connections',
      'good a second',
      'good a CPU second',
      '× 100 connections',
      '× bare',
      '503 a second',
      '504, 502 a second',
      'no answer',
      'p50 / p99 ms',
      'health ms',
      'its connections',
      'memory',
    ],
    rows: [...subjects].map(([name, subject]) => row(runs, name, subject)),
    targets: (['healthy', 'slow', 'flapping'] as const).map((condition) => ({
      name: `goodput at 1,000 connections, ${condition}`,
      value: kept(condition),
      reach: { atLeast: 0.9 },
      unit: '× at 100',
    })),
  };
}

function nameOf(server: ServerName, condition: Condition, connections: number): string {
  return `${server} ${condition} ${connections}`;
}

function row(runs: readonly Run[], name: string, subject: Subject): string[] {
  const { server, condition, connections } = subject;
  const shown = (metric: string) => figure(medianOf(runs, metric, name).median);
  const times = (base: string) =>
    subjects.has(base) && condition !== 'hanging'
      ? figures(ratioOf(runs, 'goodPerCpu', name, base))
      : '';
  return [
    server,
    conditions[condition],
    String(connections),
    figures(medianOf(runs, 'good', name)),
    condition === 'hanging' ? '' : shown('goodPerCpu'),
    times(nameOf(server, condition, FEW)),
    times(nameOf('bare', condition, connections)),
    shown('busy'),
    shown('failed'),
    shown('lost'),
    condition === 'hanging' ? '' : `${shown('p50')} / ${shown('p99')}`,
    server === 'own' ? figures(medianOf(runs, 'health', name)) : '',
    shown('upstreamConnections'),
    shown('memory'),
  ];
}

async function measureOnce(
  { server: name, condition, connections }: Subject,
  upstream: LoadUpstream,
  clients: LoadClients,
) {
  say(`${name} ${condition} ${connections} …`);
  upstream.condition = 'healthy';
  const server = await ServerUnderLoad.start(upstream, name);
  await clients.warmUp({ clients: connections, port: server.port, answers: WARM_UP_ANSWERS });
  upstream.condition = condition;
  await sleep(SETTLE_MS);
  const before = { connections: upstream.connections, cpu: server.cpuSeconds };
  // The bare server has no health check.
  const [counted, health] = await Promise.all([
    clients.count(SLICE_MS),
    name === 'own' ? healthMs(server) : 0,
  ]);
  const cpuSeconds = server.cpuSeconds - before.cpu;
  const memory = server.peakMemory;
  await server.stop();
  const good = sumOf(counted, 200);
  const aSecond = (answers: number) => answers / (SLICE_MS / 1000);
  return {
    good: aSecond(good),
    goodPerCpu: good / cpuSeconds,
    busy: aSecond(sumOf(counted, 503)),
    failed: aSecond(sumOf(counted, 502, 504)),
    lost: counted.lost,
    p50: counted.p50,
    p99: counted.p99,
    health,
    upstreamConnections: upstream.connections - before.connections,
    memory,
    clientsCpu: counted.cpu,
  };
}

/** @throws Error for another answer than 200 */
async function healthMs(server: ServerUnderLoad): Promise<number> {
  const askedAt = performance.now();
  const answer = await server.health();
  if (answer !== '200') throw new Error(`a health check under load got: ${answer}`);
  return performance.now() - askedAt;
}

function sumOf({ statuses }: Counted, ...which: readonly number[]): number {
  return which.reduce((sum, status) => sum + (statuses[status] ?? 0), 0);
}
