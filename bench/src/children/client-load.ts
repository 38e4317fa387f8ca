/**
 * One client in a process of its own: `node client-load.mjs <bundle> <origin>`. For each message with a number of
 * concurrent calls and milliseconds it keeps that many calls under way for that long, and sends what they cost.
 */
import type { LoadResult, LoadTask } from '../measuring/load.ts';

const [bundle = '', origin = ''] = process.argv.slice(2);
const CONNECTIONS = 50;
const PATH = '/v1/products/DESK-100';

const { createClient } = await import(bundle);
const call: (path: string) => Promise<unknown> = createClient(origin, CONNECTIONS);

process.on('message', async (task: LoadTask) => process.send?.(await load(task)));
process.on('disconnect', () => process.exit());
process.send?.('ready');

async function load({ concurrent, milliseconds }: LoadTask): Promise<LoadResult> {
  const latencies: number[] = [];
  const endsAt = performance.now() + milliseconds;
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const worker = async () => {
    for (let now = performance.now(); now < endsAt; ) {
      const before = now;
      await call(PATH);
      now = performance.now();
      latencies.push(now - before);
    }
  };
  await Promise.all(Array.from({ length: concurrent }, worker));
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  latencies.sort((a, b) => a - b);
  const percentile = (share: number) =>
    (latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0) * 1000;
  return {
    callsPerSecond: latencies.length / seconds,
    cpuMicros: (user + system) / latencies.length,
    p50Micros: percentile(0.5),
    p99Micros: percentile(0.99),
  };
}
