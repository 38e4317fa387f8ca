import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  imageFlags,
  ServerProcess,
  testEnvironment,
} from '../../../services/ecs-caller/test/support/server-process.ts';
import { RawConnection } from '../../../shared/test/support/raw-connection.ts';
import { describeMachine } from '../measuring/machine.ts';
import { figure, figures, type Report, toMarkdown } from '../measuring/report.ts';
import { inRuns, interleave, medianOf, type Run, ratioOf } from '../measuring/rounds.ts';
import { writeDocs } from '../write-docs.ts';
import { attack, attacks } from './attacks.ts';
import { type LoadOutcome, loadWith } from './clients.ts';
import { type Condition, conditions, LoadUpstream } from './upstream.ts';

const dist = import.meta.dirname;
const serverFile = join(dist, 'load', 'server.mjs');
const CONNECTIONS = [100, 1_000] as const;
const ROUNDS = 1;
const SLICE_MS = 4_000;
const SOAK_MINUTES = 3;
const SOAK_LOOKS_A_MINUTE = 2;
const MEGABYTE = 1_000_000;
/** What Node takes by itself in a container of 512 MB (`heap_size_limit` of node:v8, Node 20 and 24). */
const HEAP_OF_A_TASK = ['--max-old-space-size=256'];
const HEALTH = 'GET /health HTTP/1.1\r\nHost: a\r\n\r\n';

const upstream = await new LoadUpstream().start();
const machine = describeMachine();
const measures: Readonly<Record<string, () => Promise<Report>>> = {
  goodput: measureGoodput,
  attacks: measureAttacks,
  soak: measureSoak,
};
const usage = `npm run bench:load -- [--write-docs | ${Object.keys(measures).join(' ')}]
  --write-docs  put the figures into docs/load.md (all measures only)\n`;
const [given, ...others] = process.argv.slice(2);
if (given === '--help') {
  process.stdout.write(usage);
  process.exit();
}
const toDocs = given === '--write-docs';
const names = toDocs || given === undefined ? Object.keys(measures) : [given, ...others];
if (!names.every((name) => name in measures) || (toDocs && others.length > 0)) {
  process.stderr.write(usage);
  process.exit(2);
}
const reports: Report[] = [];
for (const name of names) {
  const measure = measures[name];
  if (measure) reports.push(await measure());
}
const markdown = toMarkdown(machine, reports);
process.stdout.write(`${markdown}\n`);
if (toDocs) {
  writeDocs(join(dist, '..', '..', 'docs', 'load.md'), markdown);
}
process.exit();

/** Its log is thrown away: the bench would only hold it. */
async function startServer(): Promise<{ server: ServerProcess; port: number }> {
  const flags = [...imageFlags, ...HEAP_OF_A_TASK];
  const server = new ServerProcess(serverFile, testEnvironment(upstream.origin), flags);
  return { server, port: await server.port() };
}

/** Clients that ask again at once, in turns with the two numbers of connections. */
async function measureGoodput(): Promise<Report> {
  const subjects = Object.keys(conditions).flatMap((condition) =>
    CONNECTIONS.map((connections) => `${condition} ${connections}`),
  );
  const runs = await inRuns(() =>
    interleave(subjects, ROUNDS, async (subject) => {
      const [condition = '', connections] = subject.split(' ');
      if (!isCondition(condition)) throw new TypeError(subject);
      process.stderr.write(`${subject} …\n`);
      return measureOnce(condition, Number(connections));
    }),
  );
  const goodput = (condition: string) =>
    ratioOf(runs, 'goodPerCpu', `${condition} 1000`, `${condition} 100`);
  return {
    title: 'Goodput',
    note: `Clients that ask for a quote again as soon as they are answered, for ${SLICE_MS / 1000} s on a fresh server. Good answers are those with 200. A CPU second is one of the server’s process, so that what else runs on the machine counts less; ratios are of those. Memory is the highest resident memory of the process, in MB.`,
    columns: [
      'the protected API',
      'connections',
      'good a second',
      'good a CPU second',
      '× 100 connections',
      '503 a second',
      '504, 502 a second',
      'no answer',
      'p50 / p99 ms',
      'its connections',
      'memory',
    ],
    rows: subjects.map((subject) => row(runs, subject)),
    targets: (['healthy', 'slow', 'flapping'] as const).map((condition) => ({
      name: `goodput at 1,000 connections, ${condition}`,
      value: goodput(condition).median,
      reach: { atLeast: 0.9 },
      unit: '× at 100',
    })),
  };
}

function row(runs: readonly Run[], subject: string): string[] {
  const [condition = '', connections = ''] = subject.split(' ');
  const shown = (metric: string) => figure(medianOf(runs, metric, subject).median);
  const isHanging = condition === 'hanging';
  return [
    isCondition(condition) ? conditions[condition] : condition,
    connections,
    figures(medianOf(runs, 'good', subject)),
    shown('goodPerCpu'),
    isHanging ? '' : figures(ratioOf(runs, 'goodPerCpu', subject, `${condition} 100`)),
    shown('busy'),
    shown('failed'),
    shown('lost'),
    isHanging ? '' : `${shown('p50')} / ${shown('p99')}`,
    shown('upstreamConnections'),
    shown('memory'),
  ];
}

async function measureOnce(condition: Condition, connections: number) {
  const { server, port } = await startServer();
  upstream.condition = condition;
  let before = 0;
  let cpuBefore = 0;
  const outcome = await loadWith(connections, port, SLICE_MS, () => {
    before = upstream.connections;
    cpuBefore = server.cpuSeconds();
  });
  const cpuSeconds = server.cpuSeconds() - cpuBefore;
  const memory = server.peakMemory() / MEGABYTE;
  await server.stop();
  const a = (...statuses: number[]) => sumOf(outcome, statuses) / (SLICE_MS / 1000);
  return {
    good: a(200),
    goodPerCpu: sumOf(outcome, [200]) / cpuSeconds,
    busy: a(503),
    failed: a(502, 504),
    lost: outcome.lost,
    p50: quantile(outcome.durations, 0.5),
    p99: quantile(outcome.durations, 0.99),
    upstreamConnections: upstream.connections - before,
    memory,
  };
}

async function measureAttacks(): Promise<Report> {
  upstream.condition = 'hanging';
  const rows: string[][] = [];
  const peaks: number[] = [];
  for (const [name, one] of Object.entries(attacks)) {
    process.stderr.write(`${name} …\n`);
    const { server, port } = await startServer();
    const before = server.memory();
    const [, health] = await Promise.all([
      attack(port, upstream, one),
      sleep(1_000).then(() => ask(port)),
    ]);
    peaks.push(server.peakMemory() / MEGABYTE);
    const after = await ask(port);
    rows.push([
      name,
      String(one.connections),
      figure(before / MEGABYTE),
      figure(server.peakMemory() / MEGABYTE),
      health,
      after,
    ]);
    await server.stop();
  }
  return {
    title: 'Attacks',
    note: 'Each on a fresh server; its protected API never answers, but where the row says what it answers. Health is what a health check on a new connection gets one second after the attack began, and after its end.',
    columns: ['attack', 'connections', 'memory before, MB', 'peak, MB', 'health', 'health after'],
    rows,
    targets: [
      {
        name: 'highest peak of an attack',
        value: Math.max(...peaks),
        reach: { atMost: 256 },
        unit: 'MB of 512',
      },
    ],
  };
}

/** Quotes, and every attack in turn, while the protected API changes its condition. */
async function measureSoak(): Promise<Report> {
  const { server, port } = await startServer();
  const rows = [['0', '', figure(server.memory() / MEGABYTE), String(server.descriptors())]];
  const lookMs = 60_000 / SOAK_LOOKS_A_MINUTE;
  const hostile = Object.values(attacks);
  const moods = Object.keys(conditions).filter(isCondition);
  for (let look = 1; look <= SOAK_MINUTES * SOAK_LOOKS_A_MINUTE; look++) {
    process.stderr.write(`mixed load ${look} …\n`);
    upstream.condition = moods[look % moods.length] ?? 'healthy';
    const attacking = (async () => {
      const endsAt = Date.now() + lookMs - 5_000;
      for (let turn = look; Date.now() < endsAt; turn++) {
        const one = hostile[turn % hostile.length];
        if (one) await attack(port, upstream, one);
      }
    })();
    const outcome = await loadWith(50, port, lookMs);
    await attacking;
    server.output = server.output.slice(-1_000);
    rows.push([
      String((look * lookMs) / 1000),
      figure(sumOf(outcome, [200])),
      figure(server.memory() / MEGABYTE),
      String(server.descriptors()),
    ]);
  }
  upstream.condition = 'healthy';
  await sleep(30_000); // connections to the protected API may be idle for ten
  rows.push(['30 s of rest', '', figure(server.memory() / MEGABYTE), String(server.descriptors())]);
  const peak = server.peakMemory() / MEGABYTE;
  const health = await ask(port);
  await server.stop();
  return {
    title: 'Three minutes of mixed hostile load',
    note: `50 clients that post items, every attack of the table above in turn, a protected API that is healthy, slow, hanging and flapping for ${lookMs / 1000} s each. Peak ${figure(peak)} MB; a health check afterwards gets ${health}.`,
    columns: ['after s', 'good answers', 'memory, MB', 'descriptors'],
    rows,
    targets: [
      { name: 'peak of three minutes', value: peak, reach: { atMost: 384 }, unit: 'MB of 512' },
    ],
  };
}

async function ask(port: number): Promise<string> {
  const connection = await RawConnection.open(port);
  connection.send(HEALTH);
  const [answer] = await connection.untilAnswered();
  connection.reset();
  return String(answer?.status ?? 'no answer');
}

function sumOf({ statuses }: LoadOutcome, which: readonly number[]): number {
  return which.reduce((sum, status) => sum + (statuses.get(status) ?? 0), 0);
}

function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.floor(sorted.length * part)] ?? 0;
}

function isCondition(word: string): word is Condition {
  return word in conditions;
}
