/** The process of load-clients.ts: takes a WarmUp and says when it is done, then a Count, and says what it came to. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ClosedLoop } from './closed-loop.ts';
import type { Count, Counted, WarmUp } from './load-clients.ts';

/** Milliseconds between two looks at the number of answers. */
const LOOK_MS = 20;

let loop: ClosedLoop | undefined;
process.on('message', async (task: WarmUp | Count) => {
  process.send?.('port' in task ? await warmUp(task) : await count(task));
});
process.on('disconnect', () => process.exit());
process.send?.('ready');

async function warmUp({ clients, port, answers }: WarmUp): Promise<'warm'> {
  loop = new ClosedLoop(clients, port);
  while (loop.answers < answers) await sleep(LOOK_MS);
  return 'warm';
}

async function count({ milliseconds }: Count): Promise<Counted> {
  if (loop === undefined) throw new Error('no clients are connected');
  const before = process.cpuUsage();
  loop.count();
  await sleep(milliseconds);
  const { user, system } = process.cpuUsage(before);
  return { ...loop.stop(), cpu: (user + system) / 1000 / milliseconds };
}
